using FeedHandler.Core.Events;
using FeedHandler.Core.Recovery;
using FeedHandler.Core.Venues;
using FeedHandler.Latency.Stages;
using FeedHandler.Replay.Tcp;
using FeedHandler.Venues.Cme;
using FeedHandler.Venues.Normalized;

namespace FeedHandler.Engine;

/// <summary>
/// A venue as the engine is given it: its name, and its framing and decoder closed over whatever sink and stamps a pipeline has. A venue from outside
/// derives from this in one line; everything else of it is its <see cref="IVenue"/> and its <see cref="IMessageDecoder{TSelf, TSink, TStamps}"/>.
/// </summary>
public abstract class FeedVenue
{
    /// <summary>CME MDP 3.0.</summary>
    public static FeedVenue Cme { get; } = new CmeVenue();

    /// <summary>What another feed handler sends by multicast.</summary>
    public static FeedVenue Normalized { get; } = new NormalizedVenue();

    /// <summary>The venues that come with the engine; the first is the default of commands.</summary>
    public static IReadOnlyList<FeedVenue> All { get; } = [Cme, Normalized];

    /// <summary>The name by which commands and configurations choose it, and reports name it.</summary>
    public abstract string Name { get; }

    /// <summary>What people call its protocol; its name where it says nothing else.</summary>
    public virtual string Title => Name;

    /// <summary>Closes a pipeline over the venue's types.</summary>
    /// <typeparam name="TSink">Where the pipeline's decoder writes events.</typeparam>
    /// <typeparam name="TStamps">The pipeline's stage stamps.</typeparam>
    /// <param name="closing">Takes the venue's types: return what it makes of them.</param>
    public abstract Pipeline Close<TSink, TStamps>(IPipelineClosing<TSink, TStamps> closing)
        where TSink : struct, IEventSink
        where TStamps : struct, IStamps;

    /// <summary>In which words the venue's servers are asked by TCP for lost packets; null where they cannot be.</summary>
    /// <param name="options">Who asks.</param>
    public virtual IReplayProtocol? ReplayProtocol(ReplayOptions options) => null;

    /// <summary>A venue that comes with the engine, by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="FeedException">There is none of that name.</exception>
    public static FeedVenue Named(string name) => All.FirstOrDefault(venue => venue.Name == name)
        ?? throw new FeedException($"venue {name}: not known, give one of {string.Join(", ", All.Select(static venue => venue.Name))}");

    /// <inheritdoc/>
    public override string ToString() => Name;

    private sealed class CmeVenue : FeedVenue
    {
        public override string Name => CmeMdp3.Name;

        public override string Title => "CME MDP 3.0";

        public override Pipeline Close<TSink, TStamps>(IPipelineClosing<TSink, TStamps> closing) => closing.Over<CmeMdp3, CmeDecoder<TSink, TStamps>>();

        public override IReplayProtocol ReplayProtocol(ReplayOptions options) => new CmeReplay(options.Login.User, options.Login.Password, options.Schemas);
    }

    private sealed class NormalizedVenue : FeedVenue
    {
        public override string Name => NormalizedFeed.Name;

        public override string Title => "normalized multicast";

        public override Pipeline Close<TSink, TStamps>(IPipelineClosing<TSink, TStamps> closing) =>
            closing.Over<NormalizedFeed, NormalizedDecoder<TSink, TStamps>>();

        public override IReplayProtocol ReplayProtocol(ReplayOptions options) => new RetransmitProtocol();
    }
}

/// <summary>A pipeline that lacks nothing but its venue.</summary>
/// <typeparam name="TSink">Where its decoder writes events.</typeparam>
/// <typeparam name="TStamps">Its stage stamps.</typeparam>
public interface IPipelineClosing<TSink, TStamps>
    where TSink : struct, IEventSink
    where TStamps : struct, IStamps
{
    /// <summary>Makes the pipeline.</summary>
    /// <typeparam name="TVenue">The venue's framing.</typeparam>
    /// <typeparam name="TDecoder">The venue's decoder.</typeparam>
    Pipeline Over<TVenue, TDecoder>()
        where TVenue : struct, IVenue
        where TDecoder : struct, IMessageDecoder<TDecoder, TSink, TStamps>;
}
