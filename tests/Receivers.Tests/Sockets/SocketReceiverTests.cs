using FeedHandler.Native.Waiting;
using FeedHandler.Receivers.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Receivers.Tests.Sockets;

/// <summary>Waiting by kqueue where its library is named, over the small one of the native tests.</summary>
public sealed class SocketReceiverTests
{
    private static readonly ReceiverSettings Waiting = new() { Wait = WaitMode.Block };

    private DirectoryInfo _folder = null!;
    private TwoLines _lines = null!;
    private string? _named;

    [OneTimeSetUp]
    public void Connect()
    {
        _folder = Directory.CreateTempSubdirectory("kqueue");
        _lines = new TwoLines();
        _named = Environment.GetEnvironmentVariable(KqueueWaiter.LibraryVariable);
    }

    [OneTimeTearDown]
    public void Disconnect()
    {
        Environment.SetEnvironmentVariable(KqueueWaiter.LibraryVariable, _named);
        _lines?.Dispose();
        _folder.Delete(recursive: true);
    }

    [Test]
    public void AWaitByKqueueEndsWithAPacket()
    {
        string library = Path.Combine(_folder.FullName, "kqueue.so");
        CHeaders.Run(Require.Tool("gcc"), "-shared", "-fPIC", "-o", library, Repository.PathOf("tests/Native.Tests/Waiting/kqueue.c"));
        Environment.SetEnvironmentVariable(KqueueWaiter.LibraryVariable, string.IsNullOrEmpty(_named) ? library : _named);
        using ILiveReceiver receiver = _lines.Open(ReceiverKind.Socket, Waiting, TwoLines.GroupA, TwoLines.GroupB);
        receiver.Wait(1);
        _lines.SenderA().Send(TwoLines.GroupA, "1", "2", "end");

        Assert.That(receiver.ReceiveUntilEnd(), Is.EqualTo(new[] { "A1", "A2" }));
    }

    [Test]
    public void ALibraryThatIsMissingIsTheErrorOfTheOpening()
    {
        Environment.SetEnvironmentVariable(KqueueWaiter.LibraryVariable, "/nowhere/libkqueue.so.0");
        ReceiverOpening opening = _lines.TryOpen(ReceiverKind.Socket, Waiting, TwoLines.GroupA);
        using ILiveReceiver? receiver = opening.Receiver;

        Assert.That(receiver, Is.Null);
        Assert.That(opening.Errors, Has.One.Contains("install libkqueue"));
    }
}
