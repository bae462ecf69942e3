using FeedHandler.Receivers;
using FeedHandler.Receivers.Dpdk;

namespace FeedHandler.Engine;

/// <summary>Turns a configuration into what the program runs by.</summary>
public static class LiveOptionsReader
{
    /// <summary>The kind of receiver by its name in a configuration or on the command line; null for "auto".</summary>
    public static ReceiverKind? KindOf(string name) => name switch
    {
        "socket" => ReceiverKind.Socket,
        "io_uring" => ReceiverKind.IoUring,
        "xdp" => ReceiverKind.Xdp,
        "dpdk" => ReceiverKind.Dpdk,
        _ => null,
    };

    /// <summary>Reads a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="warnings">Takes what was chosen otherwise than asked, and why.</param>
    public static LiveOptions Read(FeedConfiguration configuration, List<string> warnings)
    {
        ConfigurationFile file = configuration.File;
        string? capture = file.WarmUp.Capture is { } warmUp ? configuration.PathOf(warmUp) : null;
        return new LiveOptions
        {
            Groups = configuration.Groups,
            Kind = KindOf(file.Receiver.Kind),
            Settings = Settings(file),
            Pipeline = Pipeline(configuration, warnings),
            Replay = ReplayOptionsReader.Read(configuration),
            Loops = new LoopOptions { StayJoined = file.Loops.Join == LoopSection.Always, Quiet = TimeSpan.FromMilliseconds(file.Loops.QuietMs) },
            Observe = file.Observe with { TokenFile = file.Observe.TokenFile is { } token ? configuration.PathOf(token) : null },
            PublishSection = file.Publish.At(configuration.PathOf),
            StrategyCount = file.Ring.Strategies,
            StrategyCores = file.Threads.StrategyCores,
            WarmUpCapture = capture,
            InputPaths = [configuration.Path, file.CmeConfig is { } exchangeFile ? configuration.PathOf(exchangeFile) : null, capture],
            WarmUpPasses = file.WarmUp.Passes,
            LocksMemory = file.Threads.LockMemory,
        };
    }

    private static ReceiverSettings Settings(ConfigurationFile file) => new()
    {
        ReceiveBufferBytes = file.Receiver.ReceiveBufferBytes,
        BusyPollUs = file.Receiver.BusyPollUs,
        BatchCount = file.Receiver.BatchCount,
        Timestamps = Enum.Parse<TimestampKind>(file.Receiver.Timestamps, ignoreCase: true),
        Wait = Enum.Parse<WaitMode>(file.Receiver.Wait, ignoreCase: true),
        KeepsCoresAwake = file.Threads.KeepCoresAwake,
        Dpdk = new DpdkSettings { Arguments = file.Receiver.DpdkArguments },
    };

    private static PipelineOptions Pipeline(FeedConfiguration configuration, List<string> warnings)
    {
        (ThreadSection threads, RingSection ring) = (configuration.File.Threads, configuration.File.Ring);
        return new PipelineOptions
        {
            Venue = FeedVenue.Named(configuration.File.Venue),
            HasStamps = ring.Stamps,
            Wait = WaitKinds.Choose(ring.Wait, ring.Strategies + 1, warnings),
            FullRing = Enum.Parse<FullRing>(ring.FullRing, ignoreCase: true),
            RingSize = ring.Size,
            FeedCore = threads.FeedCore,
            FeedPriority = threads.FeedPriority > 0 ? threads.FeedPriority : null,
            InstrumentsMax = ring.InstrumentsMax,
            OrdersMax = ring.OrdersMax,
            KeepsLevelOrigins = ring.LevelOrigins,
            Arbitration = configuration.Arbitration,
            Share = configuration.Share,
            Gateway = configuration.Gateway,
            Multicast = configuration.Multicast,
            InstrumentCache = configuration.File.Instruments.Cache is { } cache ? configuration.PathOf(cache) : null,
        };
    }
}
