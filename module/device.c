// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/uaccess.h>

#include "compat.h"
#include "device.h"
#include "ring.h"
#include "session.h"
#include "stream.h"
#include "target.h"

/* One read holds the session's lock no longer than for this. */
#define READ_BYTES_MAX BIT(20)

static int device_open(struct inode *inode, struct file *file)
{
	struct captrace_session *session;
	int err;

	if (!compat_may_trace())
		return -EPERM;

	err = compat_locked_down();
	if (err)
		return err;

	session = captrace_session_create();
	if (IS_ERR(session))
		return PTR_ERR(session);

	file->private_data = session;

	return nonseekable_open(inode, file);
}

static int device_release(struct inode *inode, struct file *file)
{
	captrace_session_destroy(file->private_data);

	return 0;
}

/* Under session->lock.  Whoever reads before START wants the default. */
static int device_ensure_started(struct captrace_session *session)
{
	if (session->state != SESSION_SETUP)
		return 0;

	return captrace_session_start(session);
}

/* Under session->lock.  As many records as fit and are there. */
static ssize_t device_copy(struct captrace_session *session, char __user *buf,
			   size_t size)
{
	const union captrace_record *records;
	size_t done = 0, bytes, left;
	unsigned int nr;

	while (size - done >= CAPTRACE_RECORD_SIZE) {
		records = captrace_stream_peek(session, &nr);
		if (!records)
			break;

		bytes = min_t(size_t, (size - done) / CAPTRACE_RECORD_SIZE, nr);
		bytes *= CAPTRACE_RECORD_SIZE;
		left = copy_to_user(buf + done, records, bytes);
		nr = (bytes - left) / CAPTRACE_RECORD_SIZE;
		captrace_stream_consume(session, nr);
		done += nr * CAPTRACE_RECORD_SIZE;
		if (left)
			return done ? done : -EFAULT;
	}

	return done;
}

/*
 * Another reader may hold the lock for as long as its memory takes to come:
 * who must not block gets -EAGAIN meanwhile.
 */
static int device_lock_session(struct captrace_session *session, bool nonblock)
{
	if (!nonblock)
		return mutex_lock_interruptible(&session->lock) ? -ERESTARTSYS :
								  0;

	return mutex_trylock(&session->lock) ? 0 : -EAGAIN;
}

/* 0 if there is nothing to read; ended tells whether there ever will be. */
static ssize_t device_try_read(struct captrace_session *session,
			       char __user *buf, size_t size, bool nonblock,
			       bool *ended)
{
	ssize_t ret;

	ret = device_lock_session(session, nonblock);
	if (ret)
		return ret;

	ret = device_ensure_started(session);
	if (!ret)
		ret = device_copy(session, buf, size);
	if (ret > 0)
		captrace_wait_rest(&session->wait);
	*ended = captrace_stream_ended(session);
	mutex_unlock(&session->lock);

	return ret;
}

static ssize_t device_read(struct file *file, char __user *buf, size_t size,
			   loff_t *pos)
{
	struct captrace_session *session = file->private_data;
	bool nonblock = file->f_flags & O_NONBLOCK;
	bool ended;
	ssize_t ret;

	if (size < CAPTRACE_RECORD_SIZE)
		return -EINVAL;
	size = min_t(size_t, size, READ_BYTES_MAX);

	for (;;) {
		ret = device_try_read(session, buf, size, nonblock, &ended);
		if (ret || ended)
			return ret;
		if (nonblock)
			return -EAGAIN;

		if (wait_event_interruptible(session->wait.queue,
					     captrace_wait_ready(session)))
			return -ERESTARTSYS;
	}
}

static __poll_t device_poll(struct file *file, poll_table *table)
{
	struct captrace_session *session = file->private_data;
	int err;

	if (mutex_lock_killable(&session->lock))
		return EPOLLERR;
	err = device_ensure_started(session);
	mutex_unlock(&session->lock);
	if (err)
		return EPOLLERR;

	poll_wait(file, &session->wait.queue, table);
	if (captrace_stream_ended(session))
		return EPOLLIN | EPOLLRDNORM | EPOLLHUP;
	if (captrace_wait_ready(session))
		return EPOLLIN | EPOLLRDNORM;

	return 0;
}

static long device_info(struct captrace_session *session, void __user *arg)
{
	struct captrace_info info;

	captrace_session_info(session, &info);

	return copy_to_user(arg, &info, sizeof(info)) ? -EFAULT : 0;
}

static long device_filter(struct captrace_session *session,
			  const void __user *arg)
{
	struct captrace_filter filter;

	if (copy_from_user(&filter, arg, sizeof(filter)))
		return -EFAULT;

	return captrace_session_filter(session, &filter);
}

static long device_pids(struct captrace_session *session,
			const void __user *arg)
{
	struct captrace_pids pids;

	if (copy_from_user(&pids, arg, sizeof(pids)))
		return -EFAULT;

	return captrace_target_change(session, &pids);
}

static long device_target(struct captrace_session *session,
			  const void __user *arg)
{
	struct captrace_target target;

	if (copy_from_user(&target, arg, sizeof(target)))
		return -EFAULT;

	return captrace_session_target(session, &target);
}

static long device_rings(struct captrace_session *session,
			 const void __user *arg)
{
	struct captrace_rings rings;

	if (copy_from_user(&rings, arg, sizeof(rings)))
		return -EFAULT;

	return captrace_session_rings(session, &rings);
}

static long device_counters(struct captrace_session *session, void __user *arg)
{
	struct captrace_counters counters;

	captrace_session_count(session, &counters);

	return copy_to_user(arg, &counters, sizeof(counters)) ? -EFAULT : 0;
}

static long device_command(struct captrace_session *session, unsigned int cmd,
			   void __user *arg)
{
	switch (cmd) {
	case CAPTRACE_IOC_INFO:
		return device_info(session, arg);
	case CAPTRACE_IOC_FILTER:
		return device_filter(session, arg);
	case CAPTRACE_IOC_PIDS:
		return device_pids(session, arg);
	case CAPTRACE_IOC_RINGS:
		return device_rings(session, arg);
	case CAPTRACE_IOC_START:
		return captrace_session_start(session);
	case CAPTRACE_IOC_STOP:
		return captrace_session_stop(session);
	case CAPTRACE_IOC_COUNTERS:
		return device_counters(session, arg);
	case CAPTRACE_IOC_TARGET:
		return device_target(session, arg);
	default:
		return -ENOTTY;
	}
}

static long device_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct captrace_session *session = file->private_data;
	long ret;

	if (mutex_lock_interruptible(&session->lock))
		return -ERESTARTSYS;
	ret = device_command(session, cmd, (void __user *)arg);
	mutex_unlock(&session->lock);

	return ret;
}

#ifdef CONFIG_COMPAT
/* The layouts are the same; only the pointer is narrower. */
static long device_compat_ioctl(struct file *file, unsigned int cmd,
				unsigned long arg)
{
	return device_ioctl(file, cmd, (unsigned long)compat_ptr(arg));
}
#else
#define device_compat_ioctl NULL
#endif

static const struct file_operations device_fops = {
	.owner = THIS_MODULE,
	.open = device_open,
	.release = device_release,
	.read = device_read,
	.poll = device_poll,
	.unlocked_ioctl = device_ioctl,
	.compat_ioctl = device_compat_ioctl,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "captrace",
	.fops = &device_fops,
	.mode = 0600,
};

int captrace_device_init(void)
{
	return misc_register(&device);
}

void captrace_device_exit(void)
{
	misc_deregister(&device);
}
