using System.Text;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Diff.Support;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Diff;

/// <summary>What was stopped in the middle has no end there.</summary>
public sealed class StoppedDiffTests
{
    [TestCase(true)]
    [TestCase(false)]
    public void AStopIsNoEndOfAStream(bool isAStopped)
    {
        using DiffCase one = new();
        using CancellationTokenSource stop = new();
        using StoppingLines half = new(string.Join('\n', one.Lines()[..200]) + "\n", stop);
        CommandRun run = Run(one, half, stop, isAStopped ? ["diff", "-", one.Pcap] : ["diff", one.Pcap, "-"]);

        Assert.That((run.Code, run.Out.Contains("ends here", StringComparison.Ordinal)), Is.EqualTo((ExitCode.CheckFailed, false)), run.Out + run.Error);
        Assert.That(run.Out, Does.StartWith("equal as far as it was compared: ").And.Contain("note: stopped before the end"));
    }

    private static CommandRun Run(DiffCase one, Stream input, CancellationTokenSource stop, string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Terminal terminal = new()
        {
            Out = output,
            Error = error,
            OpenOut = static () => Stream.Null,
            OpenIn = () => input,
            Folder = Path.GetDirectoryName(one.Pcap)!,
            Stop = stop.Token,
        };
        return new CommandRun(CommandLine.Run(args, terminal), output.ToString(), error.ToString());
    }

    private sealed class StoppingLines(string lines, CancellationTokenSource stop) : MemoryStream(Encoding.UTF8.GetBytes(lines))
    {
        public override int Read(Span<byte> buffer)
        {
            int count = base.Read(buffer);
            if (count == 0) stop.Cancel(); // all was read, and more would come
            return count;
        }
    }
}
