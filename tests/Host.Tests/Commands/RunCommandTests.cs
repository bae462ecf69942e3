using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

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
