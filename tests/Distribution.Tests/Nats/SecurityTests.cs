using FeedHandler.Distribution.Tests.Support;
using FeedHandler.Engine;
using FeedHandler.Nats;

namespace FeedHandler.Distribution.Tests.Nats;

/// <summary>Who may publish and subscribe, and whether others can listen.</summary>
public sealed class SecurityTests
{
    private const string Users = "authorization { user: desk, password: right }";

    [Test]
    public void AWrongPasswordIsSaidAndNothingElseHappens()
    {
        using NatsStage stage = new(Users);
        string file = stage.PathOf("password");
        File.WriteAllText(file, "wrong\n");
        NatsOptions wrong = new() { User = "desk", PasswordFile = file };
        BrokerException? failure = Assert.Throws<BrokerException>(() => NatsFeed.Open(stage.Server.Address, new NatsFeedOptions { Server = wrong }));
        Assert.That(failure!.Message, Does.Contain("refuses the user").And.Not.Contains("wrong"));
        FeedReport report = NatsStage.End(stage.Replay(stage.Options(server: wrong) with { DrainMs = 500 }));
        Assert.That(report.Failures, Has.One.Contains("refuses the user"));
        Assert.That(report.Instruments, Is.Not.Empty, "the feed went on");
    }

    [Test]
    public void TheRightPasswordOutOfAFilePublishesAndSubscribes()
    {
        using NatsStage stage = new(Users);
        string file = stage.PathOf("password");
        File.WriteAllText(file, "right\n");
        NatsOptions right = new() { User = "desk", PasswordFile = file, RetentionBytes = 1 << 26 };
        FeedReport report = NatsStage.End(stage.Replay(stage.Options(server: right)));
        Subscriber subscriber = stage.Subscribe(new NatsFeedOptions { Server = right });
        subscriber.PollToEnd();
        Assert.That(subscriber.Books, Has.Count.EqualTo(report.Instruments.Count));
    }

    [Test]
    public void ASecretThatIsMissingIsNamed()
    {
        NatsOptions options = new() { TokenFile = "/nonexistent/token" };
        Assert.That(
            () => NatsFeed.Open("nats://127.0.0.1:1", new NatsFeedOptions { Server = options }),
            Throws.TypeOf<BrokerException>().With.Message.Contains("/nonexistent/token").And.Property("IsLasting").True);
    }

    [Test]
    public void WhatIsEncryptedNeedsTheRightAuthority()
    {
        string folder = Directory.CreateTempSubdirectory("fh-nats-tls-").FullName;
        (string certificate, string key) = (Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
        SelfSigned.Write(certificate, key);
        using NatsServer server = NatsServer.Start(Path.Combine(folder, "server"), $"tls {{ cert_file: \"{certificate}\", key_file: \"{key}\" }}");
        string address = server.Address.Replace("nats://127.0.0.1", "tls+nats://localhost", StringComparison.Ordinal);
        BrokerException? failure = Assert.Throws<BrokerException>(() => NatsFeed.Open(address));
        Assert.That(failure!.Message, Does.Contain("certificate"));
        NatsAddress.TryParse(address, out NatsAddress? parsed);
        using NatsBroker broker = NatsBroker.Open(parsed!, new NatsOptions { CaFile = certificate });
        Assert.That(broker.IsConnected);
    }
}
