using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>What is typed wrongly of `feedhandler dashboard` is said in a sentence, with exit code 2, before anything is served.</summary>
public sealed class DashboardCommandTests
{
    [TestCase(new string[0], "name a histogram log")]
    [TestCase(new[] { "nowhere.hlog" }, "nowhere.hlog: there is no such file")]
    [TestCase(new[] { "captures/cme-simulated.pcapng" }, "captures/cme-simulated.pcapng")]
    [TestCase(new[] { "x.hlog", "--against", "nowhere.hlog" }, "nowhere.hlog: there is no such file")]
    [TestCase(new[] { "x.hlog", "--against", ",," }, "',,' names no log: give logs or folders of them")]
    [TestCase(new[] { "x.hlog", "--listen", "localhost:http" }, "--listen localhost:http: give an address and a port")]
    [TestCase(new[] { "x.hlog", "--token-file", "a", "--token-variable", "b" }, "give one of them")]
    public void WhatIsWrongIsSaidAndNothingIsServed(string[] args, string said)
    {
        CommandRun run = CommandRun.Of(["dashboard", .. args.Select(static arg => arg.StartsWith("captures/", StringComparison.Ordinal) ? Repository.PathOf(arg) : arg)]);

        Assert.That((run.Code, run.Out), Is.EqualTo((2, "")), run.Error);
        Assert.That(run.Error, Does.Contain(said.Split('/')[^1]));
    }
}
