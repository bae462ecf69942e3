using FeedHandler.Native.Linux;

namespace FeedHandler.Native.IoUring;

/// <content>Opening, registering and closing.</content>
public sealed unsafe partial class IoRing
{
    private const uint SubmissionThreadIdleMs = 1000;
    private const int ProbeCountMax = 256;

    private IoRing(int descriptor, in RingParameters parameters, nint rings, nuint ringsBytes, nint submissions, nuint submissionBytes)
    {
        (_descriptor, _rings, _ringsBytes, _submissionMemory, _submissionBytes) = (descriptor, rings, ringsBytes, submissions, submissionBytes);
        _hasThread = (parameters.Flags & IoUringConstants.IORING_SETUP_SQPOLL) != 0;
        byte* first = (byte*)rings;
        _submissionHead = (uint*)(first + parameters.SubmissionHead);
        _submissionTail = (uint*)(first + parameters.SubmissionTail);
        _kernelFlags = (uint*)(first + parameters.SubmissionFlags);
        _submissionMask = *(uint*)(first + parameters.SubmissionMask);
        _submissions = (Submission*)submissions;
        _completionHead = (uint*)(first + parameters.CompletionHead);
        _completionTail = (uint*)(first + parameters.CompletionTail);
        _completionMask = *(uint*)(first + parameters.CompletionMask);
        _completions = (Completion*)(first + parameters.Completions);

        // Each place of the queue names the entry of the same number, for good.
        uint* array = (uint*)(first + parameters.SubmissionArray);
        for (uint i = 0; i <= _submissionMask; i++) array[i] = i;
    }

    /// <summary>
    /// Opens a ring that does nothing until <see cref="Enable"/>.
    /// </summary>
    /// <param name="submissionCount">Submissions that may wait to be handed over, rounded up to a power of two.</param>
    /// <param name="completionCount">Completions that may wait to be taken, rounded up to a power of two.</param>
    /// <param name="mode">Who does the ring's work.</param>
    /// <param name="ring">The ring; null unless the call succeeds.</param>
    /// <returns>ENOSYS where the kernel has none, EPERM where it is switched off or forbidden, EINVAL where it does not know the mode.</returns>
    public static NativeResult Open(int submissionCount, int completionCount, IoRingMode mode, out IoRing? ring)
    {
        string operation = $"io_uring_setup({mode})";
        ring = null;
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);
        RingParameters parameters = new()
        {
            CompletionCount = (uint)completionCount,
            ThreadIdleMs = SubmissionThreadIdleMs,
            Flags = IoUringConstants.IORING_SETUP_R_DISABLED | IoUringConstants.IORING_SETUP_CQSIZE | FlagsOf(mode),
        };
        int descriptor = IoUringCalls.Setup((uint)submissionCount, &parameters);
        NativeResult result = NativeResult.From(descriptor, operation);
        if (!result.IsSuccess) return result;
        const uint Needed = IoUringConstants.IORING_FEAT_SINGLE_MMAP | IoUringConstants.IORING_FEAT_NODROP | IoUringConstants.IORING_FEAT_EXT_ARG;
        result = (parameters.Features & Needed) == Needed
            ? Map(descriptor, in parameters, out ring)
            : NativeResult.Failure("io_uring_setup: features of Linux 5.11", LinuxConstants.ENOSYS);
        if (ring is null) _ = LibC.Close(descriptor);
        return result;
    }

    /// <summary>Whether the kernel can receive many datagrams by one submission: it came with Linux 6.0, as did the last operation of that release.</summary>
    public NativeResult ProbeManyReceives()
    {
        // struct io_uring_probe: u8 last_op, u8 ops_len, 14 bytes reserved; then 8 bytes for each operation.
        byte* probe = stackalloc byte[16 + (8 * ProbeCountMax)];
        new Span<byte>(probe, 16 + (8 * ProbeCountMax)).Clear();
        NativeResult result = NativeResult.From(
            IoUringCalls.Register(_descriptor, IoUringConstants.IORING_REGISTER_PROBE, probe, ProbeCountMax), "io_uring_register(PROBE)");
        if (!result.IsSuccess || probe[0] >= IoUringConstants.IORING_OP_SEND_ZC) return result;
        return NativeResult.Failure("io_uring: receives of many datagrams (Linux 6.0)", LinuxConstants.ENOSYS);
    }

    /// <summary>Lets the kernel take buffers (IORING_REGISTER_PBUF_RING, since Linux 5.19).</summary>
    /// <param name="buffers">The buffers; they must outlive the ring.</param>
    public NativeResult Register(ProvidedBuffers buffers)
    {
        ArgumentNullException.ThrowIfNull(buffers);

        // struct io_uring_buf_reg: u64 address, u32 count, u16 group, u16 flags, 24 bytes reserved.
        ulong* registration = stackalloc ulong[5] { (ulong)buffers.RingAddress, (uint)buffers.Count | ((ulong)buffers.Group << 32), 0, 0, 0 };
        int result = IoUringCalls.Register(_descriptor, IoUringConstants.IORING_REGISTER_PBUF_RING, registration, 1);
        return NativeResult.From(result, "io_uring_register(PBUF_RING)");
    }

    /// <summary>Has the ring's waits and flushes poll the network card's queue (IORING_REGISTER_NAPI, since Linux 6.9).</summary>
    /// <param name="microseconds">How long a wait polls.</param>
    public NativeResult SetBusyPoll(int microseconds)
    {
        // struct io_uring_napi: u32 time, u8 prefer, u8 operation, 2 bytes padding, u32 parameter, u32 reserved.
        ulong* registration = stackalloc ulong[2] { (uint)microseconds | (1UL << 32), 0 };
        int result = IoUringCalls.Register(_descriptor, NewerLinuxConstants.IORING_REGISTER_NAPI, registration, 1);
        return NativeResult.From(result, "io_uring_register(NAPI)");
    }

    /// <summary>Starts the ring for the calling thread, which alone may use it from now on.</summary>
    public NativeResult Enable() =>
        NativeResult.From(IoUringCalls.Register(_descriptor, IoUringConstants.IORING_REGISTER_ENABLE_RINGS, null, 0), "io_uring_register(ENABLE_RINGS)");

    /// <inheritdoc/>
    public void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor < 0) return;
        _ = LibC.MUnmap(_submissionMemory, _submissionBytes);
        _ = LibC.MUnmap(_rings, _ringsBytes);
        _ = LibC.Close(descriptor);
    }

    private static uint FlagsOf(IoRingMode mode) => mode switch
    {
        IoRingMode.Deferred => IoUringConstants.IORING_SETUP_SINGLE_ISSUER | IoUringConstants.IORING_SETUP_DEFER_TASKRUN
            | IoUringConstants.IORING_SETUP_TASKRUN_FLAG,
        IoRingMode.Cooperative => IoUringConstants.IORING_SETUP_COOP_TASKRUN | IoUringConstants.IORING_SETUP_TASKRUN_FLAG,
        _ => IoUringConstants.IORING_SETUP_SQPOLL,
    };

    private static NativeResult Map(int descriptor, in RingParameters parameters, out IoRing? ring)
    {
        ring = null;
        nuint ringsBytes = Math.Max(
            parameters.SubmissionArray + (parameters.SubmissionCount * sizeof(uint)),
            parameters.Completions + (parameters.CompletionCount * (uint)sizeof(Completion)));
        nuint submissionBytes = parameters.SubmissionCount * (uint)sizeof(Submission);
        nint rings = Map(descriptor, ringsBytes, IoUringConstants.IORING_OFF_SQ_RING);
        NativeResult result = NativeResult.From(rings == LinuxConstants.MAP_FAILED ? -1 : 0, "mmap(IORING_OFF_SQ_RING)");
        if (!result.IsSuccess) return result;
        nint submissions = Map(descriptor, submissionBytes, IoUringConstants.IORING_OFF_SQES);
        result = NativeResult.From(submissions == LinuxConstants.MAP_FAILED ? -1 : 0, "mmap(IORING_OFF_SQES)");
        if (result.IsSuccess) ring = new IoRing(descriptor, in parameters, rings, ringsBytes, submissions, submissionBytes);
        else _ = LibC.MUnmap(rings, ringsBytes);
        return result;
    }

    private static nint Map(int descriptor, nuint bytes, long offset) => LibC.MMap(
        0, bytes, LinuxConstants.PROT_READ | LinuxConstants.PROT_WRITE, LinuxConstants.MAP_SHARED | LinuxConstants.MAP_POPULATE, descriptor, (nint)offset);
}
