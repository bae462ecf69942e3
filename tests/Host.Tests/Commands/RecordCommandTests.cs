using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class RecordCommandTests
{
    [Test]
    public void ARecordingOfNothingHasFailed()
    {
        using SmallCapture folder = new();
        CommandRun run = CommandRun.In(
            folder.Folder, "record", "--lines", "239.9.77.1:14377=A", "--interface", "lo", "--receiver", "socket", "--for", "1", "--out", "nothing.pcapng");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed), run.Error);
        Assert.That(run.Out, Does.Contain("FAILED: nothing was received: ").And.Not.Contain("note: nothing"));
    }
}
