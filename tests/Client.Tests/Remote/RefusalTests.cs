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
    public void WhenAllIsRefusedItIsAskedForAgainAfterAWhile()
    {
        using RemoteStage stage = new(pattern: "I0,I1");
        stage.Gateway.LetIn();
        foreach (RejectReason reason in (RejectReason[])[RejectReason.NotEntitled, RejectReason.TooManySubscriptions])
            stage.Gateway.Send(Frames.Reject(reason, stage.Gateway.ExpectSubscribe().RequestId));
        stage.Until(() => stage.Feed.Refusal is not null, "the refusal");
        Assert.That(stage.Feed.Refusal, Does.EndWith("I1: more subscriptions than it gives to one client"));
        Assert.That((stage.Feed.Connected, stage.Feed.Gateways[0].ConnectedCount), Is.EqualTo(((GatewayEndpoint?)null, 0L)), "what gives nothing serves nobody");
        stage.Gateway.LetIn();
        Assert.That(stage.Feed.Refusal, Is.Not.Null, "it stands until something is given");
        stage.Gateway.Answer(stage.Gateway.ExpectSubscribe().RequestId);
        stage.Gateway.Answer(stage.Gateway.ExpectSubscribe().RequestId);
        stage.Until(() => stage.Feed.Connected is not null, "the gateway to serve");
        Assert.That(stage.Feed.Refusal, Is.Null);
    }

    [Test]
    public void AnswersThatComeTwiceLetNoMoreRequestsOut()
    {
        const int AtOnce = 32;
        using RemoteStage stage = new(pattern: string.Join(',', Enumerable.Range(0, AtOnce + 8).Select(static i => $"I{i}")));
        stage.Gateway.LetIn();
        for (uint id = 1; id <= AtOnce; id++) Assert.That(stage.Gateway.ExpectSubscribe().RequestId, Is.EqualTo(id));
        for (int i = 0; i < 3; i++) stage.Gateway.Answer(requestId: 1);
        Assert.That(stage.Gateway.ExpectSubscribe().RequestId, Is.EqualTo(AtOnce + 1));
        stage.Gateway.Send(Frames.Notice(NoticeKind.FeedEnded));
        stage.Until(() => stage.Feed.HasEnded, "all of it to be taken");
        Assert.That(stage.Gateway.HasMore, Is.False, "one was answered");
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

    [Test]
    public void ATokenThatCannotBeSaidWholeIsSaidToNobody()
    {
        string token = new('\u00e9', 600); // 1200 bytes
        RemoteFeedOptions options = new() { Token = token };
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => RemoteFeed.Open("tcp://127.0.0.1:1", options)).Message, Does.Not.Contain(token));
        string path = Path.GetTempFileName();
        File.WriteAllText(path, token);
        using RemoteStage stage = new(change: options => options with { TokenFile = path });
        stage.Until(() => stage.Feed.Refusal is not null, "the file to be refused");
        Assert.That(stage.Feed.Refusal, Does.Contain(path).And.Contain("its first line is no token of 1 to 1024 bytes").And.Not.Contain(token));
        Assert.That(stage.Feed.LastFault, Is.EqualTo(GatewayFault.NoToken));
        File.Delete(path);
    }

    [Test]
    public void ATokenFileThatDoesNotAnswerHoldsNobodyUp()
    {
        string folder = Directory.CreateTempSubdirectory("token").FullName;
        string path = Path.Combine(folder, "pipe");
        CHeaders.Run(Require.Tool("mkfifo"), path);
        using RemoteStage stage = new(change: options => options with { TokenFile = path, ConnectTimeoutMs = 50 });
        Task given = Task.Run(() => stage.Until(() => stage.Feed.Refusal is not null, "the file to be given up"));
        Within.Patiently(given, "a poll to return");
        Assert.That(stage.Feed.Refusal, Does.Contain($"{path} cannot be read in time"));
        stage.Feed.Dispose();
        new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose(); // lets go whoever reads
        Directory.Delete(folder, recursive: true);
    }
}
