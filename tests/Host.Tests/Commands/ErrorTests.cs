using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
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
    [TestCase("replay packed.pcap.gz", "packed.pcap.gz", "cut off")]
    [TestCase("replay nothing", "nothing", "0 bytes")]
    [TestCase("replay empty.pcap", "empty.pcap", "no UDP datagram")]
    [TestCase("replay other.pcap", "other.pcap", "no CME MDP 3.0 message")]
    [TestCase("books other.pcap", "other.pcap", "no CME MDP 3.0 message")]
    [TestCase("bench other.pcap --passes 1 --mode book", "other.pcap", "no CME MDP 3.0 message")]
    [TestCase("replay good.pcap --lines nonsense", "--lines", "ADDRESS:PORT=LINE")]
    [TestCase("replay good.pcap --lines 224.9.9.9:1=A", "good.pcap", "--lines")]
    [TestCase("replay good.pcap --instrument 8757", "--instrument 8757", "near are 8756")]
    [TestCase("replay good.pcap --instrument ESZ9", "--instrument ESZ9", "in the capture; the busiest are 8756")]
    [TestCase("replay good.pcap --top many", "--top many", "0 to 1000000")]
    [TestCase("replay good.pcap --repeat 0", "--repeat 0", "1 to 1000")]
    [TestCase("replay good.pcap --ring-size 100", "--ring-size 100", "64 or 128")]
    [TestCase("replay good.pcap --wait forever", "--wait forever", "busy")]
    [TestCase("replay good.pcap --venue mars", "--venue mars", "cme")]
    [TestCase("replay good.pcap --strategy-cores 1,x", "--strategy-cores 1,x", "numbers separated by commas")]
    [TestCase("replay good.pcap --strategy-cores 1,2", "--strategy-cores", "--strategies")]
    [TestCase("replay good.pcap --feed-core 1 --strategy-cores 1", "core 1", "its own")]
    [TestCase("replay good.pcap --feed-core 8191", "--feed-core 8191: this machine has no core 8191", "give one of 0")]
    [TestCase("replay good.pcap --strategy-cores 8190", "--strategy-cores 8190: this machine has no core 8190", "give one of 0")]
    [TestCase("bench good.pcap --core 8191", "--core 8191: this machine has no core 8191", "give one of 0")]
    [TestCase("replay good.pcap --inline --strategy-cores 1", "--inline", "--feed-core")]
    [TestCase("replay good.pcap --json --events -", "--events", "file")]
    [TestCase("replay good.pcap --no-stamps --hgrm h", "--hgrm", "--no-stamps")]
    [TestCase("replay good.pcap --events folder", "--events folder", "another file")]
    [TestCase("replay good.pcap --colour red", "--colour", "--help")]
    [TestCase("books good.pcap --at 99", "--at 99", "0 to 3")]
    [TestCase("books good.pcap --until noon", "--until noon", "UTC")]
    [TestCase("books good.pcap --at 1 --until 12:00:00", "--until", "one of them")]
    [TestCase("bench good.pcap --line B", "good.pcap", "--line")]
    [TestCase("replay good.pcap --lines 224.0.31.1:14310=A,", "--lines: entry 2 of 2", "leave out the comma")]
    [TestCase("replay good.pcap --lines 224.0.31.1:14310=A,,224.0.32.1:15310=B", "--lines: entry 2 of 3", "leave out the comma")]
    [TestCase("inspect good.pcap --filter template=46,,line=A", "--filter: an entry is empty", "leave out the comma")]
    [TestCase("simulate --out x.pcapng --group-a 239.1.1.1:5 --group-b 239.1.1.1:5", "--group-b 239.1.1.1:5", "give each its own")]
    [TestCase("simulate --out x.pcapng --group-a 239.200.0.2:15001", "--group-a 239.200.0.2:15001", "give each its own")]
    [TestCase("simulate --out x.pcapng --group-b 239.200.0.1:14001", "--group-b 239.200.0.1:14001", "give each its own")]
    [TestCase("simulate --out x.pcapng --loss-a 1 --loss-b 1", "--loss-a 1 and --loss-b 1", "lower one")]
    [TestCase("simulate --out absent/x.pcapng", "--out absent/x.pcapng", "another file")]
    [TestCase("simulate --channel 32768 --out x.pcapng", "--channel 32768", "1 to 32767")]
    [TestCase("simulate --serve", "no interface for line A", "--interface NAME")]
    [TestCase("simulate --serve --interface-a lo", "no interface for line B", "--interface-b NAME")]
    [TestCase("simulate --serve --interface lo --out x.pcapng", "--out: a channel that is served", "leave it out")]
    [TestCase("simulate --out x.pcapng --rate 5", "--rate: only with --serve", "say --serve")]
    [TestCase("simulate --out x.pcapng --pace spin", "--pace: only with --serve", "say --serve")]
    [TestCase("simulate --serve --interface lo --pace slow", "--pace slow", "spin, yield, sleep")]
    [TestCase("publish good.pcap --interface lo --pace slow", "--pace slow", "spin, yield, sleep")]
    [TestCase("simulate --out x.pcapng --truth t.jsonl", "--truth: only with --serve", "say --serve")]
    [TestCase("simulate --serve --interface lo --replay-packets 5", "--replay-packets: only with --replay-server", "--replay-server")]
    [TestCase("simulate --serve --interface lo --replay-server here", "--replay-server here", "127.0.0.1:10000")]
    [TestCase("simulate --serve --interface lo --truth t --config t", "--config t", "another file")]
    [TestCase("simulate --serve --interface lo --truth absent/t", "--truth absent/t", "another file")]
    [TestCase("simulate --serve --interface lo --schema-version 6 --order-snapshot-ms 5", "--order-snapshot-ms: schema version 6", "leave it out")]
    [TestCase("simulate --serve --interface pigeon", "--interface pigeon", "there are")]
    [TestCase("simulate --serve --interface lo --rate 0", "--rate 0", "1 to 1000000")]
    [TestCase("schema good.pcap", "good.pcap is a capture and no schema", "feedhandler inspect")]
    [TestCase("schema diff good.pcap good.pcap", "good.pcap is a capture and no schema", "feedhandler inspect")]
    [TestCase("inspect good.pcap --schema good.pcap", "good.pcap is a capture and no schema", "name an XML file")]
    [TestCase("sing", "sing", "--help")]
    public void AMistakeIsNamedTogetherWithItsRemedy(string line, string named, string remedy)
    {
        CommandRun run = CommandRun.In(_captures.Folder, line.Split(' '));

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage), run.Out + run.Error);
        Assert.That(run.Error, Does.StartWith("feedhandler: ").And.Contain(named).And.Contain(remedy));
        Assert.That(run.Error, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
        Assert.That(run.Out, Is.Empty);
        if (run.Error.StartsWith("feedhandler: --", StringComparison.Ordinal)) Assert.That(run.Error, Does.EndWith(HelpOf(line)));
    }

    [TestCase("simulate", "no file to write")]
    [TestCase("record", "no file to write")]
    [TestCase("run", "nothing to receive")]
    [TestCase("check", "no configuration")]
    [TestCase("schema", "no schema")]
    [TestCase("schema diff", "two schemas")]
    [TestCase("schema --colour", "--colour: no such")]
    [TestCase("replay --colour", "--colour: no such")]
    [TestCase("inspect --colour", "--colour: no such")]
    [TestCase("inspect good.pcap --json --hex", "--json and --hex")]
    [TestCase("inspect good.pcap --filter x", "--filter x")]
    [TestCase("publish good.pcap", "no interface for line A")]
    [TestCase("publish good.pcap --interface lo --speed fast", "--speed fast")]
    [TestCase("run --lines 224.0.31.1:14310=A", "--lines without --interface")]
    [TestCase("bench receive --receivers pigeon", "--receivers")]
    [TestCase("replay --feed-core 1 --strategy-cores 1", "core 1")]
    [TestCase("replay good.pcap --top", "--top")]
    public void WhoTypedSomethingWrongIsShownWhereTheHelpIs(string line, string named)
    {
        CommandRun run = CommandRun.In(_captures.Folder, line.Split(' '));

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage), run.Out + run.Error);
        Assert.That(run.Error, Does.Contain(named).And.EndsWith(HelpOf(line)));
    }

    [TestCase("an argument is empty", "replay", "")]
    [TestCase("an argument is empty", "inspect", "")]
    [TestCase("an argument is empty", "schema", "diff", "", "x.xml")]
    [TestCase("an argument is empty", "run", "")]
    [TestCase("an argument is empty", "check", "")]
    [TestCase("--out: empty", "record", "--lines", "239.9.9.9:99=A", "--interface", "lo", "--out", "")]
    [TestCase("--record: empty", "run", "--lines", "239.9.9.9:99=A", "--interface", "lo", "--record", "")]
    [TestCase("--lines: empty", "replay", "good.pcap", "--lines", "")]
    [TestCase("--hgrm: empty", "replay", "good.pcap", "--hgrm", "")]
    public void WhatIsEmptyIsRefused(string reason, params string[] args)
    {
        CommandRun run = CommandRun.In(_captures.Folder, args);

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.StartWith($"feedhandler: {reason}").And.Contain("leave it out\nTry: feedhandler"));
    }

    [TestCase("good.pcap", "bench good.pcap receive --packets 100")]
    [TestCase("nofile", "schema nofile diff a.xml b.xml")]
    [TestCase("--passes", "bench --passes 3 receive --packets 100")]
    [TestCase("--json", "schema --json diff a.xml b.xml")]
    public void WhatIsTypedForAnOuterCommandIsNotPassedOver(string named, string line)
    {
        CommandRun run = CommandRun.In(_captures.Folder, line.Split(' '));

        string inner = line.Contains(" receive ", StringComparison.Ordinal) ? "bench receive" : "schema diff";
        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.StartWith($"feedhandler: {named}: no such argument of feedhandler {inner}").And.EndsWith($"\nTry: feedhandler {inner} --help\n"));
    }

    [TestCase("replay letter.txt")]
    [TestCase("replay absent.pcap")]
    [TestCase("inspect packed.pcap.gz.gz")]
    public void WhatIsWrongWithAFileIsNotAskedOfTheHelp(string line) =>
        Assert.That(CommandRun.In(_captures.Folder, line.Split(' ')).Error, Does.Not.Contain("Try:"));

    [TestCase("replay", "good.pcap", "--lines", "@")]
    [TestCase("replay", "good.pcap", "--lines", "@=A")]
    [TestCase("replay", "good.pcap", "--lines", "224.0.31.1:1=A,@")]
    [TestCase("replay", "good.pcap", "--lines", "224.0.31.1:1=@/incremental/A")]
    [TestCase("replay", "good.pcap", "--lines=@")]
    [TestCase("replay", "good.pcap", "--top", "@")]
    [TestCase("replay", "good.pcap", "--wait", "@")]
    [TestCase("replay", "good.pcap", "--strategy-cores", "1,@")]
    [TestCase("replay", "good.pcap", "--instrument", "@")]
    [TestCase("replay", "good.pcap", "--events", "absent/@")]
    [TestCase("replay", "@")]
    [TestCase("replay", "good.pcap", "--@")]
    [TestCase("inspect", "good.pcap", "--filter", "line=A,@")]
    [TestCase("inspect", "good.pcap", "--filter", "seq=@")]
    [TestCase("simulate", "--out", "x.pcapng", "--group-a", "@")]
    [TestCase("bench", "receive", "--receivers", "socket,@")]
    [TestCase("@")]
    public void WhatWasTypedIsRepeatedInBounds(params string[] args)
    {
        string typed = "\u001b[31m\n" + new string('x', 5000);
        CommandRun run = CommandRun.In(_captures.Folder, [.. args.Select(arg => arg.Replace("@", typed, StringComparison.Ordinal))]);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage), run.Out + run.Error);
        Assert.That(run.Error, Has.Length.LessThan(1000).And.Contains("?[31m").And.Not.Contains('\u001b'));
        Assert.That(run.Error.TrimEnd().Split('\n'), Has.Length.LessThanOrEqualTo(2), "the message and where the help is");
    }

    private static string HelpOf(string line)
    {
        string[] words = [.. line.Split(' ').TakeWhile(static word => word is "diff" or "receive" || CommandNames.Contains(word))];
        return $"\nTry: {string.Join(' ', words.Prepend("feedhandler"))} --help\n";
    }

    private static string[] CommandNames { get; } = ["replay", "books", "diff", "bench", "simulate", "schema", "check", "publish", "inspect", "run", "record"];

    [Test]
    public void NoCommandShowsTheCommandsAndIsAMistake()
    {
        CommandRun run = CommandRun.Of();

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Out, Does.Contain("replay").And.Contain("books").And.Contain("bench"));
        Assert.That(run.Error, Is.EqualTo("feedhandler: no command was given: choose one of those above, such as feedhandler replay FILE\n"));
    }
}
