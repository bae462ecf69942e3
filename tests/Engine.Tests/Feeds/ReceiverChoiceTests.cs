using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers;
using FeedHandler.Tests.Support;

namespace FeedHandler.Engine.Tests.Feeds;

/// <summary>Where no receiver is asked for the one that is taken is told, and why.</summary>
public sealed class ReceiverChoiceTests
{
    private const string Measured = "in the recorded measurements (Latency/Results)";

    [Test]
    public void WhereNoDriverRunsXdpSocketsAreTakenAndItIsSaidWhatXdpLacks()
    {
        using NetworkNamespace network = new();
        (ReceiverKind kind, string[] notes) = network.Run(() => Choose("lo"));

        Assert.That(kind, Is.EqualTo(ReceiverKind.Socket));
        Assert.That(notes[0], Does.StartWith("receiver auto chose sockets: of the receivers that work here they were the fastest " + Measured + "; XDP does not: "));
        Assert.That(notes[0][(notes[0].LastIndexOf("does not: ", StringComparison.Ordinal) + 10)..], Does.Contain("lo").And.Contain("driver"));
    }

    [Test]
    public void WhereTheDriverRunsItXdpIsTaken()
    {
        using NetworkNamespace here = new();
        using NetworkNamespace there = new();
        NetworkNamespace.Connect(here, "va", "10.93.1.1/24", there, "vb", "10.93.1.2/24");
        (ReceiverKind kind, string[] notes) = here.Run(() => Choose("va"));

        Assert.That(kind, Is.EqualTo(ReceiverKind.Xdp), string.Join('\n', notes));
        Assert.That(notes[0], Is.EqualTo("receiver auto chose XDP: it runs in the driver of every interface, where it was the fastest " + Measured));
    }

    [Test]
    public void WhoAsksForOneIsToldOfNoChoice()
    {
        List<string> notes = [];
        using ILiveReceiver receiver = LiveFeeds.Require(Options("lo") with { Kind = ReceiverKind.Socket }, notes);

        Assert.That(notes, Has.None.Contains("receiver auto"));
    }

    [Test]
    public void WhereNoneCanBeOpenedThatIsSaidOnce()
    {
        FeedException? refused = Assert.Throws<FeedException>(static () => LiveFeeds.Require(Options("nosuch0"), []));

        Assert.That(refused!.Message, Does.StartWith("cannot receive:\n  line A, 239.93.1.1:24101: ").And.Contain("nosuch0"));
        Assert.That(refused.Message.Split('\n'), Has.Length.EqualTo(2));
    }

    private static (ReceiverKind Kind, string[] Notes) Choose(string device)
    {
        List<string> notes = [];
        using ILiveReceiver receiver = LiveFeeds.Require(Options(device), notes);
        return (receiver.Kind, [.. notes]);
    }

    private static LiveOptions Options(string device) => new()
    {
        Groups = [new LineGroup(Line.A, IPEndPoint.Parse("239.93.1.1:24101"), device)],
        Settings = new ReceiverSettings { KeepsCoresAwake = false },
    };
}
