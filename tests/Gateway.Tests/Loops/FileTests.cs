using System.Net.Sockets;
using FeedHandler.Gateway.Buffers;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Loops;
using FeedHandler.Gateway.Tests.Support;
using FeedHandler.Native.Memory;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Loops;

/// <summary>Parts of files are sent as bytes are: whole, in order, to whoever takes them, and they hold up nobody.</summary>
[TestFixtureSource(typeof(LoopKinds), nameof(LoopKinds.All))]
public sealed class FileTests(LoopKind kind)
{
    private const int Length = 3_000_001;
    private string _path = "";
    private byte[] _bytes = [];

    private static LoopOptions Tight => Stage.Options with { SendBufferBytes = 16 << 10, BacklogBytesMax = 1 << 20, BacklogHighBytes = 1 << 20, CloseFlushMs = 200 };

    [SetUp]
    public void Write()
    {
        LoopKinds.Need(kind);
        _path = Path.GetTempFileName();
        _bytes = new byte[Length];
        new Random(7).NextBytes(_bytes);
        File.WriteAllBytes(_path, _bytes);
    }

    [TearDown]
    public void Remove() => File.Delete(_path);

    [Test]
    public void APartStandsBetweenBytesAndIsSentWhole()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Tight);
        Socket client = stage.Connect(out ConnectionId id);
        SentFile file = stage.Handler.Ask(loop => Send(loop, id, 100, Length - 200, isClosed: false));
        byte[] received = Stage.ReceiveExactly(client, 10 + Length - 200 + 10);
        Assert.That(received.AsSpan(10, Length - 200).SequenceEqual(_bytes.AsSpan(100, Length - 200)), Is.True);
        Assert.That((received[..10], received[^10..]), Is.EqualTo((new byte[10], new byte[10])));
        Within.Until(() => stage.Handler.Ask(_ => file.ReferenceCount) == 0, "the file is closed");
        stage.End();
        Assert.That((stage.Loop.Counters[LoopCount.SentBytes], stage.Loop.Counters[LoopCount.SentMessages]), Is.EqualTo(((long)Length - 180, 3L)));
    }

    [Test]
    public void WhoTakesItSlowlyHasAllOfItThoughItIsDeletedMeanwhile()
    {
        using Stage stage = new(kind, new ScriptedHandler { Receives = Echo }, Tight);
        Socket client = stage.Connect(out ConnectionId id, receiveBufferBytes: 8192), neighbour = stage.Connect();
        stage.Handler.Ask(loop => Send(loop, id, 0, Length, isClosed: true));
        File.Delete(_path);
        neighbour.Send(new byte[100]);
        Stage.ReceiveExactly(neighbour, 100);
        Thread.Sleep(600); // longer than what is no file may take at the end
        byte[] received = Stage.ReceiveExactly(client, Length + 20);
        Assert.That(received.AsSpan(10, Length).SequenceEqual(_bytes), Is.True);
        Assert.That(client.Receive(new byte[1]), Is.Zero, "and then the end");
        stage.End();
    }

    [Test]
    public void WhoTakesNothingIsClosedAndWhoLeavesLeavesNothingBehind()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Tight with { FileStallMs = 300 });
        Socket stuck = stage.Connect(out ConnectionId first, receiveBufferBytes: 8192);
        SentFile one = stage.Handler.Ask(loop => Send(loop, first, 0, Length, isClosed: true));
        Socket leaver = stage.Connect(out ConnectionId second, receiveBufferBytes: 8192);
        SentFile other = stage.Handler.Ask(loop => Send(loop, second, 0, Length, isClosed: false));
        Stage.ReceiveExactly(leaver, 1000);
        leaver.Close(0);
        Within.Until(() => stage.Handler.Closed.Count == 2, "both are closed");
        Assert.That(stage.Handler.Closed.Single(closed => closed.Id == first).Reason, Is.EqualTo(CloseReason.FlushExpired));
        Within.Until(() => stage.Handler.Ask(_ => one.ReferenceCount + other.ReferenceCount) == 0, "both files are closed"); // a ring ends what is under way first
        Assert.That(stuck.Connected, Is.True);
        stage.End();
    }

    [Test]
    public void AFileThatIsCutOffClosesItsConnection()
    {
        using Stage stage = new(kind, new ScriptedHandler(), Tight);
        Socket client = stage.Connect(out ConnectionId id, receiveBufferBytes: 8192);
        stage.Handler.Ask(loop => Send(loop, id, 0, Length, isClosed: false));
        using (FileStream cut = File.OpenWrite(_path)) cut.SetLength(Length / 2);
        byte[] room = new byte[1 << 16];
        Assert.That(() => ReceiveAll(client, room), Is.AtMost((Length / 2) + 10));
        Within.Until(() => !stage.Handler.Closed.IsEmpty, "it is closed");
        Assert.That(stage.Handler.Closed.Single().Reason, Is.EqualTo(CloseReason.Failed));
        stage.End();
    }

    private SentFile Send(IEventLoop loop, ConnectionId id, int offset, int length, bool isClosed)
    {
        Assert.That(SharedFile.OpenForReading(_path, out SharedFile? opened).IsSuccess, Is.True);
        SentFile file = new(opened!);
        Assert.That(loop.Send(id, new byte[10]) && loop.SendFile(id, file, offset, length) && loop.Send(id, new byte[10]), Is.True);
        Assert.That((file.ReferenceCount, loop.Backlog(id)), Is.EqualTo((2, 20L)), "a file counts as no memory");
        file.Release();
        if (isClosed) loop.Close(id, CloseReason.Finished, afterFlush: true);
        return file;
    }

    private static int ReceiveAll(Socket client, byte[] room)
    {
        int total = 0;
        try
        {
            while (client.Receive(room) is > 0 and var count) total += count;
        }
        catch (SocketException)
        {
            // reset
        }

        return total;
    }

    private static int Echo(IEventLoop loop, ConnectionId id, ReadOnlySpan<byte> bytes)
    {
        loop.Send(id, bytes);
        return bytes.Length;
    }
}
