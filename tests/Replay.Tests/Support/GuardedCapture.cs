using System.Runtime.InteropServices;
using FeedHandler.Replay.Captures;

namespace FeedHandler.Replay.Tests.Support;

/// <summary>Memory for captures that ends where a page begins that nobody may read: a read past the end ends the process.</summary>
internal sealed unsafe partial class GuardedCapture : IDisposable
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly nint _start;
    private readonly int _capacity;

    public GuardedCapture(int capacity)
    {
        int page = Environment.SystemPageSize;
        _capacity = (capacity + page - 1) / page * page;
        _start = Map(0, (nuint)(_capacity + page), ReadWrite, PrivateAnonymous, -1, 0);
        if (_start == -1 || Protect(_start + _capacity, (nuint)page, 0) != 0)
            throw new InvalidOperationException($"No guarded page: error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>A capture whose last byte is the last that may be read. Valid until the next call.</summary>
    public CaptureFile Open(ReadOnlySpan<byte> image)
    {
        byte* start = (byte*)_start + _capacity - image.Length;
        image.CopyTo(new Span<byte>(start, image.Length));
        return new CaptureFile("guarded", new MappedBytes(start, image.Length));
    }

    public void Dispose() => _ = Unmap(_start, (nuint)(_capacity + Environment.SystemPageSize));

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);
}
