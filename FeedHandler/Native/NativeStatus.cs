namespace FeedHandler.Native;

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
