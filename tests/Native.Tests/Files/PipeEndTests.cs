using System.IO.Pipes;
using FeedHandler.Native.Files;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Files;

public sealed class PipeEndTests
{
    [Test]
    public void WhoeverReadAPipeIsKnownToHaveGone()
    {
        Require.That(OperatingSystem.IsLinux(), "only Linux is asked");
        using AnonymousPipeServerStream written = new(PipeDirection.Out);
        int descriptor = (int)written.SafePipeHandle.DangerousGetHandle();
        using (AnonymousPipeClientStream read = new(PipeDirection.In, written.ClientSafePipeHandle))
        {
            Assert.That(PipeEnd.IsGone(descriptor), Is.False);
        }

        written.DisposeLocalCopyOfClientHandle();
        Assert.That(PipeEnd.IsGone(descriptor), Is.True);
    }

    [Test]
    public void AFileHasNobodyToGo()
    {
        Require.That(OperatingSystem.IsLinux(), "only Linux is asked");
        using FileStream file = File.OpenRead("/dev/null");
        Assert.That(PipeEnd.IsGone((int)file.SafeFileHandle.DangerousGetHandle()), Is.False);
    }
}
