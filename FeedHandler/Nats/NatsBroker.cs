using FeedHandler.Distribution;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace FeedHandler.Nats;

/// <summary>A NATS server with JetStream, or a cluster of them, as what a feed is published to (docs/nats.md).</summary>
public sealed class NatsBroker : IBroker
{
    private const int NotFound = 404;
    private readonly NatsLink _link;
    private readonly NatsAddress _address;
    private readonly NatsOptions _options;

    private NatsBroker(NatsLink link, NatsAddress address, NatsOptions options) => (_link, _address, _options) = (link, address, options);

    /// <inheritdoc/>
    public string Name => _address.ToString();

    /// <inheritdoc/>
    public bool IsConnected => _link.Connection.ConnectionState == NatsConnectionState.Open;

    /// <summary>Connects.</summary>
    /// <param name="address">The servers.</param>
    /// <param name="options">How.</param>
    /// <exception cref="BrokerException">The server cannot be reached, or refuses.</exception>
    public static NatsBroker Open(NatsAddress address, NatsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        options ??= new NatsOptions();
        return new NatsBroker(NatsLink.Open(address, options), address, options);
    }

    /// <inheritdoc/>
    public IBrokerStream Open(string venue, int channelId)
    {
        StreamConfig events = new(NatsNames.EventStream(venue, channelId), [NatsNames.Subjects(venue, channelId, NatsStream.Events)])
        {
            MaxAge = _options.Retention,
            MaxBytes = _options.RetentionBytes,
        };
        StreamConfig states = new(NatsNames.StateStream(venue, channelId), [NatsNames.Subjects(venue, channelId, NatsStream.State)]) { MaxMsgsPerSubject = 1 };
        return new NatsStream(_link, OpenOrMake(events), OpenOrMake(states), (venue, channelId), _options);
    }

    /// <inheritdoc/>
    public void Dispose() => _link.DisposeAsync().AsTask().Wait(_options.TimeoutMs);

    // What an operator made, with limits and replicas of his own, is left as it is.
    private INatsJSStream OpenOrMake(StreamConfig config)
    {
        try
        {
            return _link.Ask(_link.JetStream.GetStreamAsync(config.Name!));
        }
        catch (BrokerException failure) when (failure.InnerException is NatsJSApiException { Error.Code: NotFound })
        {
            config.Storage = StreamConfigStorage.File;
            config.NumReplicas = _options.ReplicaCount;
            return _link.Ask(_link.JetStream.CreateStreamAsync(config));
        }
    }
}
