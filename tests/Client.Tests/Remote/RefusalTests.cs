using FeedHandler.Client.Tests.Remote.Support;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Tests.Support;

namespace FeedHandler.Client.Tests.Remote;

/// <summary>Rule: a client that is refused says why, does not storm a gateway, and shows its token to nobody else.</summary>
public sealed class RefusalTests
{
    private const string Secret = "a-token-that-nobody-sees";

    [TestCase(RejectReason.BadToken, true)]
    [TestCase(RejectReason.Version, true)]
    [TestCase(RejectReason.Overload, false)]
    public void ARefusalIsToldAndTriedAgainAfterAWhile(RejectReason reason, bool isLasting)
    {
        using RemoteStage stage = new(change: static options => options with { Token = Secret });
        stage.Gateway.Accept();
        Assert.That(stage.Gateway.ExpectLogon().Token, Is.EqualTo(Secret));
        stage.Gateway.Send(Frames.Reject(reason, text: "no \u001b[31m way"));
        stage.Until(() => stage.Feed.LastFailure is not null, "the refusal");
        Assert.That((stage.Feed.Refusal is not null, stage.Feed.HasWriter), Is.EqualTo((isLasting, false)));
        stage.Gateway.LetIn();
        stage.Gateway.Answer(stage.Gateway.ExpectSubscribe().RequestId);
        stage.Until(() => stage.Feed.Connected is not null, "the gateway to serve");
        Assert.That(stage.Feed.Refusal, Is.Null);
    }

    [Test]
    public void APatternThatIsRefusedDoesNotEndTheOthers()
    {
        using RemoteStage stage = new(pattern: "I0,I1");
        stage.Gateway.LetIn();
        stage.Gateway.Answer(stage.Gateway.ExpectSubscribe().RequestId);
        stage.Gateway.Send(Frames.Reject(RejectReason.NotEntitled, stage.Gateway.ExpectSubscribe().RequestId));
        stage.Gateway.Send(Frames.Definition(0, 100));
        stage.Gateway.Send(Frames.Snapshot(0, 100, bid: 5));
        stage.Gateway.Send(Frames.SnapshotsEnd());
        stage.Until(() => !stage.Feed.AwaitsBooks, "the books");
        Assert.That((stage.Told(1)[0], stage.Feed.Refusal), Is.EqualTo(("snapshot I0", (string?)null)));
    }

    [Test]
    public void AGatewayOfAnotherVersionIsLeft()
    {
        using RemoteStage stage = new();
        stage.Gateway.Accept();
        stage.Gateway.ExpectLogon();
        stage.Gateway.Send(static frame => Wire.SessionMessages.Encode(new Wire.LogonAcceptedMessage(7, 1, 1000, 1, "newer", ProtocolVersion: 2), frame));
        stage.Until(() => stage.Feed.Refusal is not null, "the version to be noticed");
        Assert.That(stage.Feed.Refusal, Does.Contain("it speaks version 2 of the protocol, and this program 1"));
    }

    [Test]
    public void TheTokenIsInNothingThatIsSaid()
    {
        RemoteFeedOptions options = new() { Token = Secret };
        Assert.That(options.ToString(), Does.Not.Contain(Secret));
        using RemoteFeed feed = RemoteFeed.Open("tcp://127.0.0.1:1", options with { ConnectTimeoutMs = 1000 });
        Within.Until(
            () =>
            {
                feed.Poll(new Tests.Support.SeenBooks());
                return feed.LastFailure is not null;
            },
            "nobody to listen");
        Assert.That(feed.LastFailure, Is.EqualTo("tcp://127.0.0.1:1: nobody listens there"));
    }

    [Test]
    public void TheTokenIsReadAgainAtEachConnection()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "first-token \nnotes");
        using RemoteStage stage = new(change: options => options with { TokenFile = path });
        stage.Gateway.Accept();
        Assert.That(stage.Gateway.ExpectLogon().Token, Is.EqualTo("first-token"));
        File.WriteAllText(path, "second-token");
        stage.Gateway.HangUp();
        stage.Gateway.Accept();
        Assert.That(stage.Gateway.ExpectLogon().Token, Is.EqualTo("second-token"));
        File.Delete(path);
        stage.Gateway.HangUp();
        stage.Until(() => stage.Feed.Refusal is not null, "the file to be missed");
        Assert.That(stage.Feed.Refusal, Does.Contain(path).And.Contain("cannot be read"));
    }
}
