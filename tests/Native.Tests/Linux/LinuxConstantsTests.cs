using System.Runtime.CompilerServices;
using FeedHandler.Native.Linux;
using FeedHandler.Native.Threads;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Linux;

public sealed class LinuxConstantsTests
{
    private static readonly CHeaders Headers = new(
        "errno.h", "fcntl.h", "sched.h", "signal.h", "spawn.h", "time.h", "unistd.h", "sys/epoll.h", "sys/file.h", "sys/ioctl.h", "sys/mman.h", "sys/prctl.h",
        "sys/resource.h", "sys/socket.h", "sys/stat.h", "sys/wait.h", "netinet/in.h", "netinet/tcp.h", "linux/close_range.h", "net/if.h", "linux/io_uring.h",
        "linux/net_tstamp.h", "linux/netlink.h", "linux/rtnetlink.h", "linux/sock_diag.h", "poll.h",
        "linux/sockios.h");

    [Test]
    public void EveryConstantIsTheOneOfTheInstalledHeaders()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        Headers.Confirm(CHeaders.ConstantsOf(typeof(LinuxConstants)));
    }

    [Test]
    public void EveryLayoutIsTheOneOfTheInstalledHeaders()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        Headers.Confirm(
        [
            .. CHeaders.OffsetsOf<FileLock>(
                "struct flock", ("Type", "l_type"), ("Whence", "l_whence"), ("Start", "l_start"), ("Length", "l_len"), ("Pid", "l_pid")),
            .. CHeaders.OffsetsOf<FileStatus>(
                "struct statx", ("LinkCount", "stx_nlink"), ("OwnerId", "stx_uid"), ("Mode", "stx_mode"), ("Inode", "stx_ino"), ("LengthBytes", "stx_size"),
                ("Device", "stx_dev_major")),
            .. CHeaders.OffsetsOf<PollDescriptor>("struct pollfd", ("Descriptor", "fd"), ("Asked", "events"), ("Returned", "revents")),
            .. CHeaders.OffsetsOf<ResourceUsage>(
                "struct rusage", ("MinorFaults", "ru_minflt"), ("MajorFaults", "ru_majflt"), ("VoluntarySwitches", "ru_nvcsw"),
                ("InvoluntarySwitches", "ru_nivcsw")),
            .. CHeaders.OffsetsOf<IoVector>("struct iovec", ("Start", "iov_base"), ("Bytes", "iov_len")),
            .. CHeaders.OffsetsOf<MultiMessage>(
                "struct mmsghdr", ("Address", "msg_hdr.msg_name"), ("AddressBytes", "msg_hdr.msg_namelen"), ("Vectors", "msg_hdr.msg_iov"),
                ("VectorCount", "msg_hdr.msg_iovlen"), ("Control", "msg_hdr.msg_control"), ("ControlBytes", "msg_hdr.msg_controllen"),
                ("Flags", "msg_hdr.msg_flags"), ("Bytes", "msg_len")),
            .. CHeaders.OffsetsOf<GroupSourceRequest>(
                "struct group_source_req", ("InterfaceIndex", "gsr_interface"), ("Group", "gsr_group"), ("Source", "gsr_source")),
        ]);
    }

    [Test]
    public void TheShorterMembershipRequestIsTheOneOfTheInstalledHeaders()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        Headers.Confirm([$"sizeof(struct group_req)={GroupSourceRequest.GroupRequestBytes}", "offsetof(struct group_req, gr_group)=8"]);
    }

    [Test]
    public void EventsOfEpollAreNoLongerThanTheirRoom()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        Headers.Confirm([$"sizeof(struct epoll_event) <= {Unsafe.SizeOf<EpollEvent>()}=1", "offsetof(struct epoll_event, events)=0"]);
    }

    [Test]
    public void NewerConstantsAreThoseOfTheInstalledHeadersWhereTheyKnowThem()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        Headers.ConfirmKnown(CHeaders.ConstantsOf(typeof(NewerLinuxConstants)));
    }
}
