using FeedHandler.Core.Arbitration;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Venues;

namespace FeedHandler.Core.Recovery;

/// <summary>
/// A channel as it would be had it lost nothing: a copy of its instruments from before the loss, and a decoder of its own that the lost packets and all
/// since go through in order, by the very rules of the channel. The channel itself goes on meanwhile as it does without; when the copy has come to the
/// channel's last packet, what is in doubt there is read from here.
/// </summary>
public sealed class LossShadow : IDisposable
{
    private readonly IMessageDecoder _decoder;

    private LossShadow(InstrumentTable instruments, LostEvents events, IMessageDecoder decoder) =>
        (Instruments, Events, _decoder) = (instruments, events, decoder);

    /// <summary>The instruments as they would be.</summary>
    public InstrumentTable Instruments { get; }

    /// <summary>What of the packets is in no book.</summary>
    public LostEvents Events { get; }

    /// <summary>Whether packets of the sequence had been lost before.</summary>
    public bool HasLost => _decoder.HasLost;

    /// <summary>How much of the shadow has been told; the instruments begin anew when more was lost meanwhile.</summary>
    internal ShadowProgress Progress { get; set; }

    /// <summary>Takes the memory.</summary>
    /// <typeparam name="TDecoder">The channel's decoder.</typeparam>
    /// <param name="channel">The channel's index.</param>
    /// <param name="instrumentCountMax">How many instruments it can have.</param>
    /// <returns>The shadow; null when the decoder cannot have one.</returns>
    public static LossShadow? Create<TDecoder>(int channel, int instrumentCountMax)
        where TDecoder : struct, IMessageDecoder
    {
        if (!TDecoder.HealsByReplay) return null;
        InstrumentTable instruments = new(instrumentCountMax);
        LostEvents events = new(instrumentCountMax);
        return new LossShadow(instruments, events, TDecoder.CreateShadow(channel, instruments, events));
    }

    /// <summary>How many books were left in need of a snapshot: they were so before the loss, or what came again contradicts the channel.</summary>
    public int NeedyCount => Progress.NeedyCount;

    /// <summary>Becomes what the channel is.</summary>
    /// <param name="instruments">The channel's instruments.</param>
    /// <param name="hasLost">Whether the channel had lost packets before.</param>
    public void Copy(InstrumentTable instruments, bool hasLost)
    {
        _decoder.OnRestart(0, 0);
        _decoder.Forget(); // a trade summary may have been going on, of which it has not seen the beginning
        if (hasLost) _decoder.OnJoin();
        Instruments.Copy(instruments);
        Events.Clear();
        Progress = default;
    }

    /// <summary>Takes the next packet.</summary>
    /// <param name="packet">The packet, which is whole.</param>
    /// <param name="header">Its header.</param>
    /// <param name="isLost">Whether the channel has lost it: its trades are still to be told.</param>
    public void Decode(in Packet packet, in PacketHeader header, bool isLost)
    {
        Events.IsLost = isLost;
        _decoder.Decode(packet, header, Line.A, stampTicks: 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Instruments.Dispose();
        Events.Dispose();
    }
}

/// <summary>How much of a shadow has been told.</summary>
/// <param name="DefinitionCount">Definitions that were looked at.</param>
/// <param name="TradeCount">Trades that were told.</param>
/// <param name="BookCount">Books that were looked at.</param>
/// <param name="NeedyCount">Of them, those that were left in need.</param>
internal readonly record struct ShadowProgress(int DefinitionCount, int TradeCount, int BookCount, int NeedyCount);
