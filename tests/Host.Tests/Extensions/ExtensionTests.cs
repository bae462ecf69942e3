using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Extensions;

/// <summary>What is wrong with an assembly from outside is one message and exit code 2, before anything is read.</summary>
public sealed class ExtensionTests
{
    private static readonly string Own = typeof(ExtensionTests).Assembly.Location;

    private static IEnumerable<TestCaseData> Wrong()
    {
        yield return new TestCaseData("/nowhere/My.dll:SpreadWatch", "--strategy /nowhere/My.dll: there is no such file: build the project first");
        yield return new TestCaseData(Repository.PathOf("README.md") + ":X", "no .NET assembly that can be loaded");
        yield return new TestCaseData(Repository.PathOf("docs"), "is a folder");
        yield return new TestCaseData(Own + ":Nothing", "no type Nothing: it has FeedHandler.Host.Tests.Extensions.ExtensionTests+ThrowingStrategy");
        yield return new TestCaseData(Own + ":ExtensionTests", "ExtensionTests is no FeedHandler.Sinks.Strategies.IStrategy that can be made");
        yield return new TestCaseData(Own, "name a type behind a colon: it has ");
        yield return new TestCaseData(Own + ":NeedyStrategy", "has no public constructor without parameters: give it one");
        yield return new TestCaseData(Own + ":ThrowingStrategy", "cannot be made: InvalidOperationException: not today");
    }

    [TestCaseSource(nameof(Wrong))]
    public void ItIsToldByItsName(string named, string words)
    {
        CommandRun run = CommandRun.Of("replay", Repository.PathOf("captures/cme-simulated.pcapng"), "--strategy", named);

        Assert.That((run.Code, run.Out), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(words));
    }

    [Test]
    public void AVenueThatIsNotKnownIsAMistakeOfTheCommandLine()
    {
        CommandRun run = CommandRun.Of("replay", Repository.PathOf("captures/cme-simulated.pcapng"), "--venue", "nyse");

        Assert.That(run.Code, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("--venue nyse: not known, give one of cme, normalized, or an assembly and a type such as My.dll:MyVenue"));
    }

    [Test]
    public void AStrategyThatFailsIsTheChecksFailure()
    {
        CommandRun run = CommandRun.Of("replay", Repository.PathOf("captures/cme-simulated.pcapng"), "--strategy", Own + ":FailingStrategy", "--json");

        Assert.That(run.Code, Is.EqualTo(1));
        Assert.That(run.Json.GetProperty("failures")[0].GetString(), Does.Contain("failing failed after").And.Contain("InvalidOperationException: enough"));
    }

    public sealed class ThrowingStrategy : Sinks.Strategies.Strategy
    {
        public ThrowingStrategy() => throw new InvalidOperationException("not today");
    }

    public sealed class NeedyStrategy(int need) : Sinks.Strategies.Strategy
    {
        public override string Name => $"needs {need}";
    }

    public sealed class FailingStrategy : Sinks.Strategies.Strategy
    {
        public override string Name => "failing";

        public override void OnBook(in Sinks.Strategies.BookView book, in Core.Events.MarketEvent change) => throw new InvalidOperationException("enough");
    }
}
