using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>Sends packets of a channel to its two groups, just when a test wants it.</summary>
internal sealed class LineSenders : IDisposable
{
    private readonly LiveChannel _channel;
    private readonly PlainSender _a;
    private readonly PlainSender _b;
    private readonly IPEndPoint _groupA;
    private readonly IPEndPoint _groupB;

    public LineSenders(LiveSystem system, LiveChannel channel, int id = 310)
    {
        _channel = channel;
        (_groupA, _groupB) = (LiveSetup.GroupA(id), LiveSetup.GroupB(id));
        _a = PlainSender.Open(system.Sender, "xa", IPAddress.Parse("10.91.1.1"));
        _b = PlainSender.Open(system.Sender, "xb", IPAddress.Parse("10.91.2.1"));
    }

    /// <summary>Sends a run of packets to both lines, line A first.</summary>
    /// <param name="first">The place of the first.</param>
    /// <param name="end">The place behind the last.</param>
    /// <param name="hasA">Whether line A has a packet; null for always.</param>
    /// <param name="hasB">Whether line B has it.</param>
    public void Send(int first, int end, Func<int, bool>? hasA = null, Func<int, bool>? hasB = null)
    {
        for (int index = first; index < end; index++)
        {
            if (hasA is null || hasA(index)) Send(Line.A, _channel[index]);
            if (hasB is null || hasB(index)) Send(Line.B, _channel[index]);
        }
    }

    /// <summary>Sends a packet to one line.</summary>
    public void Send(Line line, ReadOnlySpan<byte> packet)
    {
        if (line == Line.A) _a.Send(_groupA, packet);
        else _b.Send(_groupB, packet);
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
    }
}
