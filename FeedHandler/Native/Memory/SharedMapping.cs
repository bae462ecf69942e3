using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using FeedHandler.Native.Linux;

namespace FeedHandler.Native.Memory;

/// <summary>Part of a shared file as memory.</summary>
[SuppressMessage("Interoperability", "CA1419:Provide a parameterless constructor", Justification = "No import returns one.")]
public sealed class SharedMapping : SafeHandle
{
    private SharedMapping(nint address, nuint lengthBytes)
        : base(invalidHandleValue: LinuxConstants.MAP_FAILED, ownsHandle: true)
    {
        SetHandle(address);
        LengthBytes = lengthBytes;
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == LinuxConstants.MAP_FAILED;

    /// <summary>Where it begins.</summary>
    public nint Address => handle;

    /// <summary>How long it is.</summary>
    public nuint LengthBytes { get; }

    /// <summary>Maps part of a file. The file must be so long already: touching a page behind its end kills the process.</summary>
    /// <param name="file">The file, which may be disposed of before the mapping.</param>
    /// <param name="offsetBytes">Where the part begins: at a page.</param>
    /// <param name="lengthBytes">How long it is.</param>
    /// <param name="isWritable">Whether it may be written; writing to one that may not be kills the process.</param>
    /// <param name="mapping">The mapping; null unless the call succeeds.</param>
    /// <param name="isPopulated">Whether every page of it is there at once; else each comes when it is touched first.</param>
    public static NativeResult Map(
        SharedFile file, long offsetBytes, long lengthBytes, bool isWritable, out SharedMapping? mapping, bool isPopulated = true)
    {
        ArgumentNullException.ThrowIfNull(file);
        ObjectDisposedException.ThrowIf(file.IsClosed, file);
        mapping = null;
        int protection = LinuxConstants.PROT_READ | (isWritable ? LinuxConstants.PROT_WRITE : 0);
        int kind = LinuxConstants.MAP_SHARED | (isPopulated ? LinuxConstants.MAP_POPULATE : 0);
        nint address = LibC.MMap(0, (nuint)lengthBytes, protection, kind, (int)file.DangerousGetHandle(), (nint)offsetBytes);
        NativeResult result = NativeResult.From(address == LinuxConstants.MAP_FAILED ? -1 : 0, $"mmap({file.Path}, {lengthBytes} bytes)");
        if (result.IsSuccess) mapping = new SharedMapping(address, (nuint)lengthBytes);
        return result;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => LibC.MUnmap(handle, LengthBytes) == 0;
}
