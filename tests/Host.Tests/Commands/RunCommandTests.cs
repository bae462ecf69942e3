using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class RunCommandTests
{
    [TestCase("nothing to receive", "run")]
    [TestCase("--lines without --interface", "run", "--lines", "239.1.1.1:5000=A")]
    [TestCase("--lines: '239.1.1.1' is not", "run", "--lines", "239.1.1.1", "--interface", "lo")]
    [TestCase("none.json: cannot be read (there is no such file): name a configuration file", "run", "none.json")]
    [TestCase("--lines: no incremental group", "run", "--lines", "239.1.1.1:5000=7/snapshot/A", "--interface", "lo")]
    [TestCase("interface nowhere9 does not exist", "run", "--lines", "239.1.1.1:5000=7/I/A,239.1.1.2:5000=8/I/A", "--interface", "nowhere9", "--warm-up", "0")]
    [TestCase("both say what to receive", "run", "none.json", "--lines", "239.1.1.1:5000=A")]
    [TestCase("interface nowhere9 does not exist", "run", "--lines", "239.1.1.1:5000=A", "--interface", "nowhere9", "--warm-up", "0")]
    [TestCase("--receiver magic: unknown", "run", "--receiver", "magic")]
    [TestCase("--tokens without --gateway: say where clients connect", "run", "--lines", "239.1.1.1:5000=A", "--interface", "lo", "--tokens", "tokens.json")]
    [TestCase("--no-web without --gateway: say where clients connect", "run", "--lines", "239.1.1.1:5000=A", "--interface", "lo", "--no-web")]
    [TestCase("no file to write: give --out FILE", "record", "--lines", "239.1.1.1:5000=A", "--interface", "lo")]
    [TestCase("interface nowhere9 does not exist", "record", "--lines", "239.1.1.1:5000=A", "--interface", "nowhere9", "--out", "x.pcapng")]
    public void WhatCannotRunIsRefusedWithTheReason(string reason, params string[] args)
    {
        CommandRun run = CommandRun.Of(args);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain(reason));
        Assert.That(run.Out, Is.Empty);
    }

    [Test]
    public void OptionsOfAGatewayTakeThePlaceOfWhatTheConfigurationSaysOfIt()
    {
        Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """
                { "channel": 310, "lines": [{ "line": "A", "group": "239.83.47.1:24710", "interface": "lo" }], "warmUp": { "passes": 0 },
                  "receiver": { "kind": "socket" }, "gateway": { "listen": "127.0.0.1:9470", "tokens": "of-the-file.json" } }
                """);
            CommandRun other = CommandRun.Of("run", path, "--for", "1", "--gateway", "127.0.0.1:0", "--tokens", Path.Combine(Path.GetTempPath(), "typed.json"));
            CommandRun same = CommandRun.Of("run", path, "--for", "1", "--gateway", "127.0.0.1:0");

            Assert.That((other.Code, same.Code), Is.EqualTo((ExitCode.Usage, ExitCode.Usage)), other.Error + same.Error);
            Assert.That(other.Error, Does.Contain("typed.json cannot be read"));
            Assert.That(same.Error, Does.Contain("of-the-file.json cannot be read"), "who may see what stays as the file says");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void WhatNoReceiverCanHaveIsToldOnce()
    {
        string error = CommandRun.Of("run", "--lines", "239.1.1.1:5000=A", "--interface", "nowhere9", "--warm-up", "0").Error;

        Assert.That(error.Split("nowhere9 does not exist"), Has.Length.EqualTo(2), error);
    }

    [Test]
    public void ARecordingNeverReplacesAFile()
    {
        string path = Path.GetTempFileName();
        try
        {
            CommandRun run = CommandRun.Of("record", "--lines", "239.1.1.1:5000=A", "--interface", "lo", "--out", path);

            Assert.That((run.Code, new FileInfo(path).Length), Is.EqualTo((ExitCode.Usage, 0)));
            Assert.That(run.Error, Does.Contain($"--out {path}: cannot be written"));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
