/*
 * Makes the kernel calls of a tape, one after the other, and prints how many microseconds they took.
 * A tape (org.flannelgraph.bench.Tape writes it) holds every call that `up` makes for a lab, with the
 * very same messages; what remains of the difference to `up` is Java's share. Reading the tape is not
 * timed.
 *
 * A record: kind (1 byte), namespace (u32), length (u32), payload.
 *   N  make a namespace; the payload is its name
 *   M  send a message on the namespace's rtnetlink socket and read the answer
 *   G  the same on a generic netlink socket opened in the namespace for it
 *   S  write a sysctl: path, NUL, value
 *   L  listen on the TCP port (u32)
 *   X  run nft in the namespace with this input
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The tape has this number, plus the namespace's, where a message wants the namespace's descriptor. */
#define DESCRIPTOR_OF 0x5eed0000u
#define MOST 70000

static struct { int fd, route; } spaces[MOST];
static int home, count;

static void die(const char *what) { perror(what); exit(1); }

static void enter(int fd) { if (setns(fd, CLONE_NEWNET) < 0) die("setns"); }

static int netlink(int protocol)
{
	int one = 1, fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
	if (fd < 0) die("socket");
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &one, sizeof one);
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof one);
	setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &one, sizeof one);
	return fd;
}

static void exchange(int fd, char *message, uint32_t length)
{
	static char answer[1 << 17];
	if (send(fd, message, length, 0) < 0) die("send");
	ssize_t got = recv(fd, answer, sizeof answer, 0);
	if (got < 0) die("recv");
	struct nlmsghdr *head = (struct nlmsghdr *)answer;
	if (head->nlmsg_type == NLMSG_ERROR) {
		int error = ((struct nlmsgerr *)NLMSG_DATA(head))->error;
		if (error) { errno = -error; die("netlink"); }
	}
}

static void make(const char *name)
{
	char path[300];
	snprintf(path, sizeof path, "/run/netns/%s", name);
	int fd = open(path, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0);
	if (fd < 0) die(path);
	close(fd);
	if (unshare(CLONE_NEWNET) < 0) die("unshare");
	if (mount("/proc/thread-self/ns/net", path, "none", MS_BIND, "") < 0) die("mount");
	spaces[count].fd = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
	spaces[count].route = netlink(NETLINK_ROUTE);
	count++;
	enter(home);
}

static void sysctl(const char *path, uint32_t length)
{
	const char *value = path + strlen(path) + 1;
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0) die(path);
	if (write(fd, value, length - strlen(path) - 1) < 0) die(path);
	close(fd);
}

static void answer(uint32_t port)
{
	int zero = 0, one = 1, fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in6 any = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
	if (fd < 0) die("socket");
	setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &zero, sizeof zero);
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(fd, (struct sockaddr *)&any, sizeof any) < 0) die("bind");
	if (listen(fd, 128) < 0) die("listen");
}

static void nft(int space, const char *input, uint32_t length)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) < 0) die("pipe");
	if (fork() == 0) {
		enter(spaces[space].fd);
		dup2(ends[0], 0);
		execlp("nft", "nft", "-j", "-f", "-", NULL);
		_exit(127);
	}
	close(ends[0]);
	if (write(ends[1], input, length) < 0) die("write");
	close(ends[1]);
}

static char *patched(char *message, uint32_t length)
{
	for (uint32_t i = 0; i + 4 <= length; i += 4) {
		uint32_t number;
		memcpy(&number, message + i, 4);
		if (number >= DESCRIPTOR_OF && number < DESCRIPTOR_OF + (uint32_t)count) {
			int fd = spaces[number - DESCRIPTOR_OF].fd;
			memcpy(message + i, &fd, 4);
		}
	}
	return message;
}

static void play(char kind, uint32_t space, char *payload, uint32_t length)
{
	int fd;
	switch (kind) {
	case 'N': make(payload); break;
	case 'M': exchange(spaces[space].route, patched(payload, length), length); break;
	case 'G':
		enter(spaces[space].fd);
		fd = netlink(NETLINK_GENERIC);
		exchange(fd, payload, length);
		close(fd);
		enter(home);
		break;
	case 'S': enter(spaces[space].fd); sysctl(payload, length); enter(home); break;
	case 'L': enter(spaces[space].fd); answer(*(uint32_t *)payload); enter(home); break;
	case 'X': nft(space, payload, length); break;
	default: fprintf(stderr, "a tape has no record %c\n", kind); exit(1);
	}
}

int main(int argc, char **argv)
{
	struct stat file;
	struct timespec start, end;
	int fd = open(argc > 1 ? argv[1] : "", O_RDONLY);
	if (fd < 0 || fstat(fd, &file) < 0) die("tape");
	char *tape = malloc(file.st_size);
	for (ssize_t done = 0, n; done < file.st_size; done += n)
		if ((n = read(fd, tape + done, file.st_size - done)) <= 0) die("tape");
	home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	clock_gettime(CLOCK_MONOTONIC, &start);
	for (off_t at = 0; at < file.st_size;) {
		uint32_t space, length;
		memcpy(&space, tape + at + 1, 4);
		memcpy(&length, tape + at + 5, 4);
		play(tape[at], space, tape + at + 9, length);
		at += 9 + length;
	}
	int failed = 0, status;
	while (wait(&status) > 0) failed |= status;
	clock_gettime(CLOCK_MONOTONIC, &end);
	printf("%lld\n", (end.tv_sec - start.tv_sec) * 1000000LL + (end.tv_nsec - start.tv_nsec) / 1000);
	return failed ? 1 : 0;
}
