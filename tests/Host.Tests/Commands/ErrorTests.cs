using FeedHandler.Core.Packets;
using FeedHandler.Host.Commands;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>Whatever is mistyped or misnamed ends in one message that names it and says what to do, and exit code 2.</summary>
public sealed class ErrorTests
{
    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeCaptures()
    {
        _captures = new SmallCapture();
        _captures.Write("good.pcap", (Line.A, CmePackets.SendingTimeNs, CmePackets.Bid(1, 1, 8756, 100, 7)));
        _captures.Write("empty.pcap");
        _captures.Write("other.pcap", (Line.A, 1, new byte[40]));
        _captures.WriteBytes("packed.pcap.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0]);
        _captures.WriteBytes("letter.txt", "Dear exchange,"u8.ToArray());
        _captures.WriteBytes("nothing", []);
        Directory.CreateDirectory(Path.Combine(_captures.Folder, "folder"));
    }

    [TearDown]
    public void RemoveCaptures() => _captures.Dispose();

    [TestCase("replay absent.pcap", "absent.pcap", "check the path")]
    [TestCase("replay folder", "folder", "name the capture files in it")]
    [TestCase("replay letter.txt", "letter.txt", "pcapng")]
    [TestCase("replay packed.pcap.gz", "packed.pcap.gz", "gunzip")]
    [TestCase("replay nothing", "nothing", "0 bytes")]
    [TestCase("replay empty.pcap", "empty.pcap", "no UDP datagram")]
    [TestCase("replay other.pcap", "other.pcap", "no CME MDP 3.0 message")]
    [TestCase("books other.pcap", "other.pcap", "no CME MDP 3.0 message")]
    [TestCase("bench other.pcap --passes 1 --mode book", "other.pcap", "no CME MDP 3.0 message")]
    [TestCase("replay good.pcap --lines nonsense", "--lines", "ADDRESS:PORT=LINE")]
    [TestCase("replay good.pcap --lines 224.9.9.9:1=A", "good.pcap", "--lines")]
    [TestCase("replay good.pcap --instrument 8757", "--instrument 8757", "8756")]
    [TestCase("replay good.pcap --top many", "--top many", "0 to 1000000")]
    [TestCase("replay good.pcap --repeat 0", "--repeat 0", "1 to 1000")]
    [TestCase("replay good.pcap --ring-size 100", "--ring-size 100", "64 or 128")]
    [TestCase("replay good.pcap --wait forever", "--wait forever", "busy")]
    [TestCase("replay good.pcap --venue mars", "--venue mars", "cme")]
    [TestCase("replay good.pcap --strategy-cores 1,x", "--strategy-cores 1,x", "numbers separated by commas")]
    [TestCase("replay good.pcap --strategy-cores 1,2", "--strategy-cores", "--strategies")]
    [TestCase("replay good.pcap --feed-core 1 --strategy-cores 1", "core 1", "its own")]
    [TestCase("replay good.pcap --inline --strategy-cores 1", "--inline", "--feed-core")]
    [TestCase("replay good.pcap --json --events -", "--events", "file")]
    [TestCase("replay good.pcap --no-stamps --hgrm h", "--hgrm", "--no-stamps")]
    [TestCase("replay good.pcap --events folder", "--events folder", "another file")]
    [TestCase("replay good.pcap --colour red", "--colour", "--help")]
    [TestCase("books good.pcap --at 99", "--at 99", "0 to 3")]
    [TestCase("books good.pcap --until noon", "--until noon", "UTC")]
    [TestCase("books good.pcap --at 1 --until 12:00:00", "--until", "one of them")]
    [TestCase("bench good.pcap --line B", "good.pcap", "--line")]
    [TestCase("sing", "sing", "--help")]
    public void AMistakeIsNamedTogetherWithItsRemedy(string line, string named, string remedy)
    {
        CommandRun run = CommandRun.In(_captures.Folder, line.Split(' '));

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage), run.Out + run.Error);
        Assert.That(run.Error, Does.StartWith("feedhandler: ").And.Contain(named).And.Contain(remedy));
        Assert.That(run.Error, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
        Assert.That(run.Out, Is.Empty);
    }

    [Test]
    public void NoCommandShowsTheCommandsAndIsAMistake()
    {
        CommandRun run = CommandRun.Of();

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Out, Does.Contain("replay").And.Contain("books").And.Contain("bench"));
    }
}
