using System.Net;
using System.Net.Sockets;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Client.Tests.Remote.Support;

/// <summary>A gateway that does what a test says, right or wrong: it speaks frames over one connection at a time.</summary>
internal sealed class ScriptedGateway : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _received = new byte[1 << 16];
    private readonly byte[] _frame = new byte[1 << 16];
    private Socket? _client;
    private int _count;

    public ScriptedGateway(Action pump)
    {
        Pump = pump;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(8);
    }

    /// <summary>Gives the client its turn while something of it is waited for.</summary>
    public Action Pump { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Waits for the client.</summary>
    public void Accept()
    {
        _client?.Dispose();
        _count = 0;
        Within.Until(
            () =>
            {
                Pump();
                return _listener.Poll(0, SelectMode.SelectRead);
            },
            "a connection");
        _client = _listener.Accept();
        _client.NoDelay = true;
    }

    /// <summary>Accepts, and lets the client in.</summary>
    public LogonMessage LetIn(long epoch = 7, long sequence = 100, uint heartbeatMs = 60_000)
    {
        Accept();
        LogonMessage logon = ExpectLogon();
        Send(frame => SessionMessages.Encode(new LogonAcceptedMessage(epoch, sequence, heartbeatMs, 100, "scripted"), frame));
        return logon;
    }

    /// <summary>Lets the client in, and accepts what it asks for first.</summary>
    public SubscribeMessage Begin(long epoch = 7, long sequence = 100, bool isResumed = false)
    {
        LetIn(epoch, sequence);
        SubscribeMessage asked = ExpectSubscribe();
        Answer(asked.RequestId, epoch, sequence, isResumed);
        return asked;
    }

    public void Answer(uint requestId, long epoch = 7, long sequence = 100, bool isResumed = false) =>
        Send(frame => SessionMessages.Encode(new SubscribeAcceptedMessage(requestId, 1, epoch, sequence, isResumed), frame));

    public LogonMessage ExpectLogon()
    {
        Assert.That(SessionMessages.TryDecode(NextFrame(), out LogonMessage logon, out FrameFault fault), Is.True, fault.ToString());
        return logon;
    }

    public SubscribeMessage ExpectSubscribe()
    {
        SubscribeMessage asked = default;
        Within.Until(() => SessionMessages.TryDecode(NextFrame(), out asked, out _), "a subscription"); // heartbeats may come before
        return asked;
    }

    /// <summary>Sends a frame.</summary>
    public void Send(FrameWriter write)
    {
        int bytes = write(_frame);
        Assert.That(bytes, Is.Positive, "a frame");
        SendBytes(_frame.AsSpan(0, bytes));
    }

    public void SendBytes(ReadOnlySpan<byte> bytes) => _client!.Send(bytes);

    /// <summary>Whether the client has said more than was taken.</summary>
    public bool HasMore => _count > 0 || _client!.Poll(0, SelectMode.SelectRead);

    /// <summary>Whether the client has closed the connection.</summary>
    public bool IsLeft()
    {
        if (!_client!.Poll(0, SelectMode.SelectRead)) return false;
        try
        {
            return _client.Receive(new byte[4096]) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>Closes the connection.</summary>
    public void HangUp() => _client!.Dispose();

    public void Dispose()
    {
        _client?.Dispose();
        _listener.Dispose();
    }

    private byte[] NextFrame()
    {
        int frameBytes = 0;
        Within.Until(() => FrameDecoder.TryRead(_received.AsSpan(0, _count), out frameBytes) == FrameResult.Frame || !Receive(), "a frame of the client");
        byte[] frame = _received[..frameBytes];
        _received.AsSpan(frameBytes, _count - frameBytes).CopyTo(_received);
        _count -= frameBytes;
        return frame;
    }

    private bool Receive()
    {
        Pump();
        if (_client!.Poll(0, SelectMode.SelectRead)) _count += _client.Receive(_received.AsSpan(_count));
        return true;
    }
}

/// <summary>Writes a frame into memory that has room for any.</summary>
internal delegate int FrameWriter(Span<byte> frame);
