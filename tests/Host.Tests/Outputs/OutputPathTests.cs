using System.Diagnostics;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Shell.Outputs;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Outputs;

/// <summary>An output is never an input nor another output, by whatever name, and is a regular file; what is wrong is told before anything is written.</summary>
public sealed class OutputPathTests
{
    private const string Lines = "239.1.1.1:5000=A";
    private SmallCapture _captures = null!;
    private byte[] _content = [];

    [SetUp]
    public void Write()
    {
        Require.That(OperatingSystem.IsLinux(), "which file a path is, is told by Linux");
        _captures = new SmallCapture();
        _content = File.ReadAllBytes(_captures.WriteSimulated("day.pcap"));
        Directory.CreateDirectory(PathOf("folder"));
        File.CreateSymbolicLink(PathOf("soft"), "day.pcap");
        Directory.CreateSymbolicLink(PathOf("same"), ".");
        foreach (string name in (string[])["hard", "folder/decode.hgrm"])
        {
            using Process link = Process.Start(Require.Tool("ln"), [PathOf("day.pcap"), PathOf(name)]);
            link.WaitForExit();
        }
    }

    [TearDown]
    public void Remove() => _captures?.Dispose();

    [TestCase("replay", "day.pcap", "--events", "day.pcap")]
    [TestCase("replay", "day.pcap", "--events", "./folder/../day.pcap")]
    [TestCase("replay", "day.pcap", "--events", "same/day.pcap")]
    [TestCase("replay", "day.pcap", "--events", "hard")]
    [TestCase("replay", "soft", "--events", "day.pcap")]
    [TestCase("replay", "day.pcap", "--events", "soft", "--follow-links")]
    [TestCase("replay", "day.pcap", "--hgrm", "folder")]
    [TestCase("bench", "day.pcap", "--passes", "1", "--out", "hard")]
    public void AnInputIsNeverWrittenOver(params string[] args)
    {
        CommandRun run = CommandRun.In(_captures.Folder, args);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain("which is read here and would be destroyed"));
        Assert.That(File.ReadAllBytes(PathOf("day.pcap")), Is.EqualTo(_content));
    }

    [Test]
    public void AConfigurationIsAnInput()
    {
        string config = $$"""{"lines":[{"line":"A","group":"239.1.1.1:5000","interface":"lo"}]}""";
        File.WriteAllText(PathOf("feed.json"), config);
        CommandRun run = CommandRun.In(_captures.Folder, "run", "feed.json", "--events", "same/feed.json");

        Assert.That((run.Code, File.ReadAllText(PathOf("feed.json"))), Is.EqualTo((ExitCode.Usage, config)));
        Assert.That(run.Error, Does.Contain("--events same/feed.json: cannot be written").And.Contain("feed.json, which is read here"));
    }

    [TestCase("--events writes the same file", "run", "--lines", Lines, "--interface", "lo", "--events", "new", "--record", "same/new")]
    [TestCase("--events writes the same file", "replay", "day.pcap", "--hgrm", "new", "--events", "new")]
    [TestCase("--events writes the same file", "replay", "day.pcap", "--events", "new", "--hgrm", "same/new/deep")]
    [TestCase("--events writes decode.hgrm in it", "replay", "day.pcap", "--events", "other/decode.hgrm", "--hgrm", "other")]
    public void TwoOutputsAreTwoFiles(string reason, params string[] args)
    {
        Directory.CreateDirectory(PathOf("other"));
        CommandRun run = CommandRun.In(_captures.Folder, args);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain(reason));
        Assert.That((File.Exists(PathOf("new")), File.Exists(PathOf("other/decode.hgrm"))), Is.EqualTo((false, false)));
    }

    [TestCase("replay", "day.pcap", "--instrument", "nosuch", "--events", "@")]
    [TestCase("replay", "nosuch.pcap", "--events", "@")]
    [TestCase("replay", "day.pcap", "--events", "@", "--hgrm", "day.pcap/x")]
    [TestCase("run", "--lines", Lines, "--interface", "nowhere9", "--events", "@")]
    [TestCase("run", "--lines", Lines, "--interface", "lo", "--events", "@", "--record", "day.pcap")]
    [TestCase("record", "--lines", Lines, "--interface", "nowhere9", "--out", "new")]
    [TestCase("bench", "nosuch.pcap", "--out", "@")]
    [TestCase("simulate", "--loss-a", "2", "--out", "@")]
    public void NothingIsWrittenWhileSomethingIsWrong(params string[] args)
    {
        string kept = _captures.WriteBytes("kept", "before"u8.ToArray());
        foreach (string output in (string[])["kept", "new"])
        {
            CommandRun run = CommandRun.In(_captures.Folder, [.. args.Select(arg => arg == "@" ? output : arg)]);
            Assert.That(run.Code, Is.EqualTo(ExitCode.Usage), run.Error);
        }

        Assert.That(File.ReadAllText(kept), Is.EqualTo("before"));
        Assert.That(File.Exists(PathOf("new")), Is.False);
    }

    [TestCase("simulate", "--out", "-")]
    [TestCase("bench", "day.pcap", "--out", "-")]
    [TestCase("replay", "day.pcap", "--hgrm", "-")]
    [TestCase("run", "--lines", Lines, "--interface", "lo", "--record", "-")]
    public void StandardOutputIsNoFileOfThisName(params string[] args)
    {
        CommandRun run = CommandRun.In(_captures.Folder, args);

        Assert.That((run.Code, Path.Exists(PathOf("-"))), Is.EqualTo((ExitCode.Usage, false)));
        Assert.That(run.Error, Does.Contain($"{args[^2]} -: standard output is not meant here").And.Contain("./-"));
    }

    [Test]
    public void ALinkThatLeadsNowhereIsMadeWhenTold()
    {
        File.CreateSymbolicLink(PathOf("link"), "target");
        OutputPlan plan = new(new Terminal { Out = TextWriter.Null, Error = TextWriter.Null, OpenOut = static () => Stream.Null, Folder = _captures.Folder }, true);
        plan.AddFile("--out", "link", isNew: true);
        using (OutputFile file = plan.Open("--out", "link", isNew: true)) file.Write("new"u8);

        Assert.That(File.ReadAllText(PathOf("target")), Is.EqualTo("new"));
        Assert.That(() => plan.AddFile("--out", "link", isNew: true), Throws.InstanceOf<UsageException>().With.Message.Contains("there already"));
    }

    [Test]
    public void AFileThatIsReplacedKeepsItsModeAndNothingIsLeftBesideIt()
    {
        string path = _captures.WriteBytes("kept", "before"u8.ToArray());
        PrivateFile.SetMode(path);
        int countBefore = Directory.GetFileSystemEntries(_captures.Folder).Length;
        CommandRun run = CommandRun.In(_captures.Folder, "simulate", "--events", "1", "--out", "kept");

        Assert.That((run.Code, ModeOf(path)), Is.EqualTo((ExitCode.Good, UnixFileMode.UserRead | UnixFileMode.UserWrite)), run.Error);
        Assert.That(Directory.GetFileSystemEntries(_captures.Folder), Has.Length.EqualTo(countBefore));
        Assert.That(CommandRun.In(_captures.Folder, "inspect", "kept").Code, Is.EqualTo(ExitCode.Good));
    }

    [TestCase("link", "symbolic link: name the file itself, or say --follow-links")]
    [TestCase("pipe", "it is a device, a pipe or a socket")]
    [TestCase("/dev/null", "it is a device, a pipe or a socket")]
    [TestCase("folder", "it is a folder")]
    [TestCase("nowhere/new", "does not exist")]
    public void WhatIsNoRegularFileIsRefused(string output, string reason)
    {
        File.CreateSymbolicLink(PathOf("link"), "target");
        using (Process make = Process.Start(Require.Tool("mkfifo"), [PathOf("pipe")])) make.WaitForExit();
        foreach (string[] args in (string[][])[["replay", "day.pcap", "--events", output], ["simulate", "--events", "1", "--out", output]])
        {
            CommandRun run = CommandRun.In(_captures.Folder, args);
            Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
            Assert.That(run.Error, Does.Contain($"{args[^2]} {output}: cannot be written").And.Contain(reason));
        }

        Assert.That(File.Exists(PathOf("target")), Is.False);
    }

    [TestCase("link", "symbolic link: name the file itself, or say --follow-links")]
    [TestCase("pipe", "it is a device, a pipe or a socket")]
    [TestCase("folder", "it is a folder")]
    public void ADistributionThatCannotBeReplacedIsToldBeforeAnythingIsWritten(string kind, string reason)
    {
        string folder = Directory.CreateDirectory(PathOf("distributions")).FullName;
        string book = Path.Combine(folder, "book.hgrm");
        if (kind == "link") File.CreateSymbolicLink(book, _captures.WriteBytes("elsewhere", "before"u8.ToArray()));
        else if (kind == "folder") Directory.CreateDirectory(book);
        else using (Process make = Process.Start(Require.Tool("mkfifo"), [book])) make.WaitForExit();
        CommandRun run = CommandRun.In(_captures.Folder, "replay", "day.pcap", "--hgrm", "distributions", "--events", "events");

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain("--hgrm distributions/book.hgrm: cannot be written").And.Contain(reason));
        Assert.That((File.Exists(PathOf("events")), Directory.GetFileSystemEntries(folder).Length), Is.EqualTo((false, 1)));
    }

    [Test]
    public void ADistributionIsWrittenThroughALinkWhenTold()
    {
        Directory.CreateDirectory(PathOf("distributions"));
        string target = _captures.WriteBytes("elsewhere", "before"u8.ToArray());
        File.CreateSymbolicLink(PathOf("distributions/book.hgrm"), "../elsewhere");
        CommandRun run = CommandRun.In(_captures.Folder, "replay", "day.pcap", "--hgrm", "distributions", "--follow-links");

        Assert.That((run.Code, File.ReadAllText(target).Contains("Percentile", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Good, true)), run.Error);
    }

    [Test]
    public void EveryFolderOnTheWayHasTheModeOfTheLast()
    {
        const string Script = """umask 0; dotnet "$0" replay day.pcap --hgrm a/b/c && dotnet "$0" bench day.pcap --passes 1 --mode decode --out d/e/result""";
        ProcessStartInfo start = new(Require.Tool("sh"), ["-c", Script, Path.Combine(AppContext.BaseDirectory, "feedhandler.dll")])
        {
            WorkingDirectory = _captures.Folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process run = Process.Start(start)!;
        run.StandardOutput.ReadToEnd();
        run.WaitForExit();

        Assert.That(run.ExitCode, Is.Zero);
        foreach (string folder in (string[])["a", "a/b", "a/b/c", "d", "d/e"])
            Assert.That(System.Convert.ToString((int)ModeOf(PathOf(folder)), 8), Is.EqualTo("750"), folder);
    }

    [Test]
    public void ALinkIsFollowedWhenTold()
    {
        File.CreateSymbolicLink(PathOf("link"), "target");
        CommandRun run = CommandRun.In(_captures.Folder, "simulate", "--events", "1", "--out", "link", "--follow-links");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(new FileInfo(PathOf("target")).Length, Is.GreaterThan(0));
    }

    [Test]
    public void OutputsAreNobodyElsesToRead()
    {
        CommandRun.In(_captures.Folder, "simulate", "--events", "1", "--out", "made");
        CommandRun.In(_captures.Folder, "replay", "day.pcap", "--events", "events", "--hgrm", "distributions");
        CommandRun.In(_captures.Folder, "bench", "day.pcap", "--passes", "1", "--mode", "decode", "--out", "bench/result");

        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        foreach (string name in (string[])["made", "events", "distributions/decode.hgrm", "distributions", "bench/result", "bench"])
            Assert.That(ModeOf(PathOf(name)) & Others, Is.EqualTo(UnixFileMode.None), name);
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.OtherRead : File.GetUnixFileMode(path);

    private string PathOf(string name) => Path.Combine(_captures.Folder, name);
}
