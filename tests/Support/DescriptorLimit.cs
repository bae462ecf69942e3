using System.Runtime.InteropServices;
using NUnit.Framework;

namespace FeedHandler.Tests.Support;

/// <summary>A limit of descriptors of this process (RLIMIT_NOFILE) until it is disposed: none is opened at or above it. A test that has one runs alone.</summary>
public sealed partial class DescriptorLimit : IDisposable
{
    private const int NoFile = 7;
    private readonly Limits _before;

    /// <summary>Sets it.</summary>
    /// <param name="count">The first descriptor that cannot be had.</param>
    public DescriptorLimit(ulong count)
    {
        Assert.That(Get(NoFile, out _before), Is.Zero);
        Assert.That(Set(NoFile, _before with { Soft = count }), Is.Zero);
    }

    public void Dispose() => Assert.That(Set(NoFile, _before), Is.Zero);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Get(int resource, out Limits limits);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int Set(int resource, in Limits limits);

    // struct rlimit
    private record struct Limits(ulong Soft, ulong Hard);
}
