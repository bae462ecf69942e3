using FeedHandler.Native.IoUring;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.IoUring;

public sealed class IoUringConstantsTests
{
    private static readonly CHeaders Headers = new("linux/io_uring.h", "sys/syscall.h");

    [Test]
    public void EveryConstantIsTheOneOfTheInstalledHeader()
    {
        Require.That(OperatingSystem.IsLinux(), "the header is that of Linux");
        Headers.Confirm(CHeaders.ConstantsOf(typeof(IoUringConstants)));
    }

    [Test]
    public void EveryLayoutIsTheOneOfTheInstalledHeader()
    {
        Require.That(OperatingSystem.IsLinux(), "the header is that of Linux");
        Headers.Confirm(
        [
            .. CHeaders.OffsetsOf<RingParameters>(
                "struct io_uring_params", ("SubmissionCount", "sq_entries"), ("CompletionCount", "cq_entries"), ("Flags", "flags"),
                ("ThreadIdleMs", "sq_thread_idle"), ("Features", "features"), ("SubmissionHead", "sq_off.head"), ("SubmissionTail", "sq_off.tail"),
                ("SubmissionMask", "sq_off.ring_mask"), ("SubmissionFlags", "sq_off.flags"), ("SubmissionArray", "sq_off.array"),
                ("CompletionHead", "cq_off.head"), ("CompletionTail", "cq_off.tail"), ("CompletionMask", "cq_off.ring_mask"),
                ("Completions", "cq_off.cqes")),
            .. CHeaders.OffsetsOf<Submission>(
                "struct io_uring_sqe", ("Operation", "opcode"), ("Flags", "flags"), ("ReceiveFlags", "ioprio"), ("Descriptor", "fd"),
                ("Offset", "off"), ("Address", "addr"), ("Length", "len"), ("OperationFlags", "msg_flags"), ("Tag", "user_data"), ("BufferGroup", "buf_group"),
                ("FileIndex", "file_index")),
            "offsetof(struct io_uring_sqe, addr2)=8",
            "offsetof(struct io_uring_rsrc_register, flags)=4",
            "sizeof(struct io_uring_rsrc_register)=32",
            .. CHeaders.OffsetsOf<Completion>("struct io_uring_cqe", ("Tag", "user_data"), ("Result", "res"), ("_flags", "flags")),
            .. CHeaders.OffsetsOf<BufferEntry>(
                "struct io_uring_buf", ("Address", "addr"), ("LengthBytes", "len"), ("Index", "bid"), ("Tail", "resv")),
            .. CHeaders.OffsetsOf<ReceivedHeader>(
                "struct io_uring_recvmsg_out", ("NameBytes", "namelen"), ("ControlBytes", "controllen"), ("PayloadBytes", "payloadlen"),
                ("Flags", "flags")),
            "offsetof(struct io_uring_buf_ring, tail)=14",
            "offsetof(struct io_uring_buf_reg, ring_entries)=8",
            "offsetof(struct io_uring_buf_reg, bgid)=12",
            "sizeof(struct io_uring_buf_reg)=40",
            "offsetof(struct io_uring_getevents_arg, ts)=16",
            "sizeof(struct io_uring_getevents_arg)=24",
            "sizeof(struct io_uring_probe)=16",
            "sizeof(struct io_uring_probe_op)=8",
            "__NR_io_uring_setup=425",
            "__NR_io_uring_enter=426",
            "__NR_io_uring_register=427",
        ]);
    }
}
