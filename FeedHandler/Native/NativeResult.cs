using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Native;

/// <summary>
/// The outcome of one call into the operating system. Callers decide whether a refusal matters: a thread that could not be pinned
/// still works, so nothing here throws.
/// </summary>
public readonly record struct NativeResult
{
    private NativeResult(NativeStatus status, string operation, int errno)
    {
        Status = status;
        Operation = operation;
        Errno = errno;
    }

    /// <summary>How the call ended.</summary>
    public NativeStatus Status { get; }

    /// <summary>The call and its arguments, as a person would look it up: `sched_setaffinity(core 3)`.</summary>
    public string Operation { get; }

    /// <summary>The system's error number (errno(3)); 0 unless the call failed.</summary>
    public int Errno { get; }

    /// <summary>Whether the call did what was asked.</summary>
    public bool IsSuccess => Status == NativeStatus.Succeeded;

    /// <summary>Whether it failed because the file is not there (ENOENT).</summary>
    public bool IsNotFound => Status == NativeStatus.Failed && Errno == Linux.LinuxConstants.ENOENT;

    /// <summary>One line for a log: the operation and, when it did not succeed, the reason.</summary>
    public override string ToString() => Status switch
    {
        NativeStatus.Succeeded => $"{Operation}: done",
        NativeStatus.NotSupported => $"{Operation}: not supported on this platform",
        _ => $"{Operation}: {Marshal.GetPInvokeErrorMessage(Errno)} (errno {Errno})",
    };

    /// <summary>The failure of a call that told no more than its error number.</summary>
    /// <param name="operation">The call and its arguments, as a person would look it up.</param>
    /// <param name="errno">The system's error number (errno(3)).</param>
    public static NativeResult Failure(string operation, int errno) => new(NativeStatus.Failed, operation, errno);

    internal static NativeResult Success(string operation) => new(NativeStatus.Succeeded, operation, 0);

    internal static NativeResult NotSupported(string operation) => new(NativeStatus.NotSupported, operation, 0);

    /// <summary>Turns a return code into a result; to be called at once after an import that stores the last error.</summary>
    internal static NativeResult From(int returnCode, string operation) =>
        returnCode >= 0 ? Success(operation) : Failure(operation, Marshal.GetLastPInvokeError());

    /// <summary>The same with an interpolated operation: the error number is read before any part of it is formatted.</summary>
    internal static NativeResult From(int returnCode, [InterpolatedStringHandlerArgument(nameof(returnCode))] ref NativeOperation operation) =>
        returnCode >= 0 ? Success(operation.ToStringAndClear()) : Failure(operation.ToStringAndClear(), operation.Errno);
}

/// <summary>How a call into the operating system ended.</summary>
public enum NativeStatus : byte
{
    /// <summary>This operating system or processor has no such call, and nothing was done.</summary>
    NotSupported = 0,

    /// <summary>It did what was asked.</summary>
    Succeeded = 1,

    /// <summary>The system refused; the result's errno says why.</summary>
    Failed = 2,
}
