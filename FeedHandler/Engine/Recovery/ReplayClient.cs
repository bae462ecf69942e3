using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Engine;

/// <summary>
/// Asks a server for lost packets: connects, logs on, makes its one request, and takes what comes as long as all of it can be believed. It waits, and so runs
/// on a thread that may.
/// </summary>
/// <param name="options">Who asks, and how long it waits.</param>
internal sealed class ReplayClient(ReplayOptions options)
{
    private readonly ReplayReader _reader = new(options.Schemas);
    private int _requestId;

    /// <summary>Takes a packet that was asked for; false ends the attempt.</summary>
    public delegate bool PacketTaker(uint number, ReadOnlySpan<byte> packet);

    /// <summary>Why the last attempt failed, as it may be shown; empty when it did not.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Asks once.</summary>
    /// <param name="server">Where.</param>
    /// <param name="channelId">The channel's number.</param>
    /// <param name="range">The first and the last number, 2000 at most.</param>
    /// <param name="take">Takes each packet in order.</param>
    /// <param name="stop">Ends it early, as a server that is too slow.</param>
    public ReplayOutcome Fetch(IPEndPoint server, int channelId, (uint First, uint Last) range, PacketTaker take, CancellationToken stop)
    {
        using Socket socket = new(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.ReplyLimit);
        _reader.Begin(range.First, range.Last);
        Text = "";
        try
        {
            Wait(token => socket.ConnectAsync(server, token), limit.Token);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return Fail(ReplayOutcome.Unreachable, failure is SocketException refused ? refused.Message : "no connection in time");
        }

        try
        {
            return Converse(socket, channelId, range, take, limit.Token);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return Fail(ReplayOutcome.TimedOut, failure is SocketException broken ? broken.Message : "no answer in time");
        }
    }

    private ReplayOutcome Converse(Socket socket, int channelId, (uint First, uint Last) range, PacketTaker take, CancellationToken stop)
    {
        Send(socket, FixText.Write((35, "A"), (553, options.Login.User), (554, options.Login.Password)), stop);
        while (!_reader.IsComplete)
        {
            ReplyStep step = _reader.Take(out ReadOnlySpan<byte> packet);
            if (step == ReplyStep.NeedsMore && Receive(socket, stop) == 0) return TakeLast(take, ReplayOutcome.TimedOut, "the connection was closed");
            if (step == ReplyStep.LoggedOn) Send(socket, Request(channelId, range), stop);
            if (step == ReplyStep.Packet && !Take(packet, take)) return ReplayOutcome.Complete;
            if (step == ReplyStep.LoggedOut) return TakeLast(take, ReplayOutcome.Refused, $"the server logged out: {_reader.Text}");
            if (step == ReplyStep.Refused) return Fail(ReplayOutcome.Contradicted, _reader.Text);
        }

        return ReplayOutcome.Complete;
    }

    private byte[] Request(int channelId, (uint First, uint Last) range) => FixText.Write(
        (35, "V"), (1180, Number((uint)channelId)), (262, Number((uint)++_requestId)), (1182, Number(range.First)), (1183, Number(range.Last)));

    private static string Number(uint number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool Take(ReadOnlySpan<byte> packet, PacketTaker take) => take(BinaryPrimitives.ReadUInt32LittleEndian(packet), packet);

    private ReplayOutcome TakeLast(PacketTaker take, ReplayOutcome outcome, string text)
    {
        if (!_reader.TryTakeLast(out ReadOnlySpan<byte> packet)) return Fail(outcome, text);
        Take(packet, take);
        return ReplayOutcome.Complete;
    }

    private ReplayOutcome Fail(ReplayOutcome outcome, string text)
    {
        Text = options.Login.Redact(text);
        return outcome;
    }

    private void Send(Socket socket, byte[] bytes, CancellationToken stop) =>
        Wait(async token => { await socket.SendAsync(bytes, token).ConfigureAwait(false); }, stop);

    private int Receive(Socket socket, CancellationToken stop)
    {
        int received = 0;
        Wait(async token => { received = await socket.ReceiveAsync(_reader.Room, token).ConfigureAwait(false); }, stop);
        _reader.Advance(received);
        return received;
    }

    private void Wait(Func<CancellationToken, ValueTask> action, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.Timeout);
        action(limit.Token).AsTask().GetAwaiter().GetResult();
    }
}
