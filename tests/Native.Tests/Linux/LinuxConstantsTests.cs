using System.Runtime.CompilerServices;
using FeedHandler.Native.Linux;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Linux;

public sealed class LinuxConstantsTests
{
    [Test]
    public void EveryConstantIsTheOneOfTheInstalledHeaders()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        string[] expected = CHeaders.NamesAndValuesOf(typeof(LinuxConstants));

        Assert.That(CHeaders.ValuesOf([.. expected.Select(static line => line.Split('=')[0])]), Is.EqualTo(expected));
    }

    [Test]
    public void EveryLayoutIsTheOneOfTheInstalledHeaders()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        string[] ours =
        [
            .. CHeaders.OffsetsOf<FileLock>("struct flock", ("Type", "l_type"), ("Whence", "l_whence"), ("Start", "l_start"), ("Length", "l_len"), ("Pid", "l_pid")),
            .. CHeaders.OffsetsOf<FileStatus>(
                "struct statx", ("LinkCount", "stx_nlink"), ("OwnerId", "stx_uid"), ("Mode", "stx_mode"), ("Inode", "stx_ino"), ("LengthBytes", "stx_size")),
            .. CHeaders.OffsetsOf<IoVector>("struct iovec", ("Start", "iov_base"), ("Bytes", "iov_len")),
            .. CHeaders.OffsetsOf<MultiMessage>(
                "struct mmsghdr", ("Address", "msg_hdr.msg_name"), ("AddressBytes", "msg_hdr.msg_namelen"), ("Vectors", "msg_hdr.msg_iov"),
                ("VectorCount", "msg_hdr.msg_iovlen"), ("Control", "msg_hdr.msg_control"), ("ControlBytes", "msg_hdr.msg_controllen"),
                ("Flags", "msg_hdr.msg_flags"), ("Bytes", "msg_len")),
            .. CHeaders.OffsetsOf<GroupSourceRequest>(
                "struct group_source_req", ("InterfaceIndex", "gsr_interface"), ("Group", "gsr_group"), ("Source", "gsr_source")),
        ];

        Assert.That(CHeaders.ValuesOf([.. ours.Select(static line => line.Split('=')[0])]), Is.EqualTo(ours));
    }

    [Test]
    public void TheShorterMembershipRequestIsTheOneOfTheInstalledHeaders()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        Assert.That(
            CHeaders.ValuesOf(["sizeof(struct group_req)", "offsetof(struct group_req, gr_group)"]),
            Is.EqualTo(new[] { $"sizeof(struct group_req)={GroupSourceRequest.GroupRequestBytes}", "offsetof(struct group_req, gr_group)=8" }));
    }

    [Test]
    public void EventsOfEpollAreNoLongerThanTheirRoom()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        string size = CHeaders.ValuesOf(["sizeof(struct epoll_event)"])[0];
        Assert.That(size, Is.AnyOf("sizeof(struct epoll_event)=12", "sizeof(struct epoll_event)=16"));
        Assert.That(Unsafe.SizeOf<EpollEvent>(), Is.EqualTo(16));
    }

    [Test]
    public void NewerConstantsAreThoseOfTheInstalledHeadersWhereTheyKnowThem()
    {
        Require.That(OperatingSystem.IsLinux(), "the headers are those of Linux");
        string[] expected = CHeaders.NamesAndValuesOf(typeof(NewerLinuxConstants));

        Assert.That(CHeaders.ValuesOfKnown([.. expected.Select(static line => line.Split('=')[0])]), Is.SubsetOf(expected));
    }
}
