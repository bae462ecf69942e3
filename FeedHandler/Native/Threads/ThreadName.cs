using System.Text;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Threads;

/// <summary>The calling thread's name as `top -H`, `perf` and `/proc` show it.</summary>
public static unsafe class ThreadName
{
    /// <summary>The longest name that the kernel keeps, in bytes of UTF-8 (prctl(2), PR_SET_NAME).</summary>
    public const int NameBytesMax = 15;

    private const int TerminatedNameBytesMax = NameBytesMax + 1;

    /// <summary>Names the calling thread.</summary>
    /// <param name="name">The name. What exceeds <see cref="NameBytesMax"/> bytes is cut off at a character's end.</param>
    public static NativeResult SetForCurrentThread(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string operation = $"prctl(PR_SET_NAME, \"{name}\")";
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);

        byte* bytes = stackalloc byte[TerminatedNameBytesMax];
        Span<byte> text = new(bytes, TerminatedNameBytesMax);
        text.Clear();
        Encoding.UTF8.GetEncoder().Convert(name, text[..NameBytesMax], flush: true, out _, out _, out _);
        return NativeResult.From(LibC.PrCtl(LinuxConstants.PR_SET_NAME, bytes, 0, 0, 0), operation);
    }

    /// <summary>The calling thread's name.</summary>
    /// <param name="name">The name; empty unless the call succeeds.</param>
    public static NativeResult GetForCurrentThread(out string name)
    {
        const string operation = "prctl(PR_GET_NAME)";
        name = "";
        if (!OperatingSystem.IsLinux()) return NativeResult.NotSupported(operation);

        byte* bytes = stackalloc byte[TerminatedNameBytesMax];
        Span<byte> text = new(bytes, TerminatedNameBytesMax);
        text.Clear();
        NativeResult result = NativeResult.From(LibC.PrCtl(LinuxConstants.PR_GET_NAME, bytes, 0, 0, 0), operation);
        if (result.IsSuccess) name = Encoding.UTF8.GetString(text[..text.IndexOf((byte)0)]);
        return result;
    }
}
