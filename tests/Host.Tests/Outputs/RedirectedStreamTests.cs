using System.Diagnostics;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Outputs;

/// <summary>A standard stream that a shell led to a file is an output as any other: no input, and no second output.</summary>
public sealed class RedirectedStreamTests
{
    private SmallCapture _captures = null!;
    private byte[] _content = [];

    [SetUp]
    public void Write()
    {
        Require.That(OperatingSystem.IsLinux(), "which file a stream is, is told by Linux");
        _captures = new SmallCapture();
        _content = File.ReadAllBytes(_captures.WriteSimulated("day.pcap"));
        File.Copy(Repository.PathOf("Codecs/Schemas/cme-mdp3.xml"), Path.Combine(_captures.Folder, "s.xml"));
        _captures.WriteBytes("c.json", """{"lines":[{"line":"A","group":"239.1.1.1:5000","interface":"lo"}]}"""u8.ToArray());
    }

    [TearDown]
    public void Remove() => _captures?.Dispose();

    [TestCase("standard output", "inspect day.pcap >> day.pcap", "day.pcap")]
    [TestCase("standard output", "inspect - < day.pcap >> day.pcap", "day.pcap")]
    [TestCase("standard error", "replay day.pcap 2>> day.pcap", "day.pcap")]
    [TestCase("standard output", "books day.pcap >> day.pcap", "day.pcap")]
    [TestCase("standard output", "diff day.pcap day.pcap >> day.pcap", "day.pcap")]
    [TestCase("standard output", "bench day.pcap --passes 1 >> day.pcap", "day.pcap")]
    [TestCase("standard output", "schema s.xml >> s.xml", "s.xml")]
    [TestCase("standard output", "inspect day.pcap --schema s.xml >> s.xml", "s.xml")]
    [TestCase("standard output", "check c.json >> c.json", "c.json")]
    public void WhatIsReadIsNotWritten(string stream, string line, string name)
    {
        byte[] before = File.ReadAllBytes(Path.Combine(_captures.Folder, name));
        (int code, string error) = Run(line);

        Assert.That(code, Is.EqualTo(ExitCode.Usage), error);
        if (stream == "standard output") Assert.That(error, Does.Contain($"{stream} goes to it, and it is read here"));
        else before = [.. before, .. File.ReadAllBytes(Path.Combine(_captures.Folder, name)).AsSpan(before.Length)]; // the message alone
        Assert.That(File.ReadAllBytes(Path.Combine(_captures.Folder, name)), Is.EqualTo(before));
        Assert.That(File.ReadAllBytes(Path.Combine(_captures.Folder, "day.pcap")).AsSpan(0, _content.Length).SequenceEqual(_content), Is.True);
    }

    [TestCase("replay day.pcap --events out > out")]
    [TestCase("replay day.pcap --events /dev/stdout --follow-links > out")]
    [TestCase("simulate --events 10 --out out > out")]
    [TestCase("bench day.pcap --passes 1 --out out > out")]
    public void WhatIsWrittenIsNotWrittenTwice(string line)
    {
        (int code, string error) = Run(line);

        Assert.That((code, new FileInfo(Path.Combine(_captures.Folder, "out")).Length), Is.EqualTo((ExitCode.Usage, 0)), error);
        Assert.That(error, Does.Contain("standard output goes to the same file"));
    }

    private (int Code, string Error) Run(string line)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "feedhandler.dll");
        ProcessStartInfo start = new("sh", ["-c", $"exec dotnet \"$PROGRAM\" {line}"])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = _captures.Folder,
        };
        start.Environment["PROGRAM"] = program;
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
