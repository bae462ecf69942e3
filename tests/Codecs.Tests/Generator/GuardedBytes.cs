using System.Runtime.InteropServices;

namespace FeedHandler.Codecs.Tests.Generator;

/// <summary>Bytes that end where a page begins that nobody may read: a read past them ends the process.</summary>
internal sealed unsafe partial class GuardedBytes : IDisposable
{
    private const int ReadWrite = 3;
    private const int NoAccess = 0;
    private const int PrivateAnonymous = 0x22;

    private readonly nint _start;
    private readonly int _length;

    public GuardedBytes(int capacity)
    {
        int page = Environment.SystemPageSize;
        _length = (capacity + page - 1) / page * page;
        _start = Map(0, (nuint)(_length + page), ReadWrite, PrivateAnonymous, -1, 0);
        if (_start == -1 || Protect(_start + _length, (nuint)page, NoAccess) != 0)
            throw new InvalidOperationException($"No guarded page: error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>A copy of some bytes that ends at the forbidden page.</summary>
    public ReadOnlySpan<byte> Place(ReadOnlySpan<byte> bytes)
    {
        Span<byte> place = new Span<byte>((void*)(_start + _length - bytes.Length), bytes.Length);
        bytes.CopyTo(place);
        return place;
    }

    public void Dispose() => _ = Unmap(_start, (nuint)(_length + Environment.SystemPageSize));

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);
}
