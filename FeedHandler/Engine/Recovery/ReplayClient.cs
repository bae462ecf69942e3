using System.Net;
using System.Net.Sockets;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Engine;

/// <summary>
/// Asks a server for lost packets: connects, asks in the venue's words, and takes what comes as long as all of it can be believed. It waits, and so runs
/// on a thread that may.
/// </summary>
/// <param name="options">Who asks, and how long it waits.</param>
/// <param name="conversation">In which words.</param>
internal sealed class ReplayClient(ReplayOptions options, IReplayConversation conversation)
{
    /// <summary>Takes a packet that was asked for; false ends the attempt.</summary>
    public delegate bool PacketTaker(ReadOnlySpan<byte> packet);

    /// <summary>Why the last attempt failed, as it may be shown; empty when it did not.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Asks once.</summary>
    /// <param name="server">Where.</param>
    /// <param name="question">For what: no more than the protocol lets one request ask for.</param>
    /// <param name="take">Takes each packet in order.</param>
    /// <param name="stop">Ends it early, as a server that is too slow.</param>
    public ReplayOutcome Fetch(IPEndPoint server, in ReplayQuestion question, PacketTaker take, CancellationToken stop)
    {
        using Socket socket = new(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.ReplyLimit);
        ReadOnlyMemory<byte> first = conversation.Begin(question);
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
            Send(socket, first, limit.Token);
            return Converse(socket, take, limit.Token);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return Fail(ReplayOutcome.TimedOut, failure is SocketException broken ? broken.Message : "no answer in time");
        }
    }

    private ReplayOutcome Converse(Socket socket, PacketTaker take, CancellationToken stop)
    {
        while (!conversation.IsComplete)
        {
            ReplyStep step = conversation.Take(out ReadOnlySpan<byte> packet);
            if (step == ReplyStep.NeedsMore && Receive(socket, stop) == 0) return TakeLast(take, ReplayOutcome.TimedOut, "the connection was closed");
            if (step == ReplyStep.LoggedOn) Send(socket, conversation.Ask(), stop);
            if (step == ReplyStep.Packet && !take(packet)) return ReplayOutcome.Complete;
            if (step == ReplyStep.LoggedOut) return TakeLast(take, ReplayOutcome.Refused, $"the server logged out: {conversation.Text}");
            if (step == ReplyStep.Refused) return Fail(ReplayOutcome.Contradicted, conversation.Text);
        }

        return ReplayOutcome.Complete;
    }

    private ReplayOutcome TakeLast(PacketTaker take, ReplayOutcome outcome, string text)
    {
        if (!conversation.TryTakeLast(out ReadOnlySpan<byte> packet)) return Fail(outcome, text);
        take(packet);
        return ReplayOutcome.Complete;
    }

    private ReplayOutcome Fail(ReplayOutcome outcome, string text)
    {
        Text = options.Login.Redact(text);
        return outcome;
    }

    private void Send(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken stop) =>
        Wait(async token => { await socket.SendAsync(bytes, token).ConfigureAwait(false); }, stop);

    private int Receive(Socket socket, CancellationToken stop)
    {
        int received = 0;
        Wait(async token => { received = await socket.ReceiveAsync(conversation.Room, token).ConfigureAwait(false); }, stop);
        conversation.Advance(received);
        return received;
    }

    private void Wait(Func<CancellationToken, ValueTask> action, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.Timeout);
        action(limit.Token).AsTask().GetAwaiter().GetResult();
    }
}
