namespace FeedHandler.Venues.Tests.Cme.Feeds;

/// <summary>Rules that are tested on a channel: each test has a new one.</summary>
public abstract class ChannelRules
{
    private protected RuleChannel Channel { get; private set; } = null!;

    [SetUp]
    public void OpenChannel() => Channel = new RuleChannel();

    [TearDown]
    public void CloseChannel() => Channel.Dispose();
}
