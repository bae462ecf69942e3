using System.Runtime.InteropServices;

namespace FeedHandler.Tests.Support;

/// <summary>Values that are their bytes.</summary>
public static class Unmanaged
{
    /// <summary>Whether two are the same in every byte.</summary>
    public static bool AreSame<T>(in T one, in T other)
        where T : unmanaged =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in one)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in other)));
}
