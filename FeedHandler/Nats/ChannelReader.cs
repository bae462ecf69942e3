using System.Globalization;
using System.Threading.Channels;
using FeedHandler.Distribution;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace FeedHandler.Nats;

/// <summary>
/// Reads the streams of a channel by itself: states of all instruments first, then every message behind them. A connection that was lost, or a server that is
/// another, it goes on behind the last message that it had. What it reads waits to be polled; when that is enough it fetches no more.
/// </summary>
internal sealed class ChannelReader : IAsyncDisposable
{
    private const int AgainMs = 250;
    private readonly NatsLink _link;
    private readonly string _stream;
    private readonly Channel<StreamItem> _items;
    private readonly CancellationTokenSource _stop = new();
    private readonly Action _arrived;
    private readonly Task _task;
    private CancellationTokenSource _turn = new();
    private int _join;
    private long _wantedEpoch;
    private ulong _position;
    private int _joined = -1;
    private long _heardMs;

    /// <summary>Begins to read.</summary>
    public ChannelReader(NatsLink link, string stream, int waitingMax, Action arrived)
    {
        (_link, _stream, _arrived) = (link, stream, arrived);
        _items = Channel.CreateBounded<StreamItem>(new BoundedChannelOptions(waitingMax) { SingleReader = true, SingleWriter = true });
        _task = Task.Run(Run);
    }

    /// <summary>Why it cannot go on at this moment; null while it can.</summary>
    public string? Failure { get; private set; }

    /// <summary>When something came last, by <see cref="Environment.TickCount64"/>; 0 before it did.</summary>
    public long HeardMs => Volatile.Read(ref _heardMs);

    /// <summary>How often it went on behind a failure with the message behind the last one that it had.</summary>
    public long ResumeCount { get; private set; }

    /// <summary>Takes what comes next.</summary>
    public bool TryTake(out StreamItem item)
    {
        while (_items.Reader.TryRead(out item))
        {
            if (item.Join == Volatile.Read(ref _join)) return true;
            item.Frames.Dispose();
        }

        return false;
    }

    /// <summary>Begins with states again.</summary>
    /// <param name="epoch">Of which life of the feed they have to be; 0 for any.</param>
    public void Rejoin(long epoch)
    {
        Volatile.Write(ref _wantedEpoch, epoch);
        Volatile.Write(ref _join, _join + 1);
        Interlocked.Exchange(ref _turn, new CancellationTokenSource()).Cancel();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _turn.CancelAsync().ConfigureAwait(false);
        await _task.ConfigureAwait(false);
        while (_items.Reader.TryRead(out StreamItem item)) item.Frames.Dispose();
        _stop.Dispose();
    }

    private async Task Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            CancellationToken turn = Volatile.Read(ref _turn).Token;
            try
            {
                using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(turn, _stop.Token);
                if (_joined != Volatile.Read(ref _join)) await Join(Volatile.Read(ref _join), either.Token).ConfigureAwait(false);
                await Follow(either.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (NatsFaults.IsKnown(failure) || failure is ChannelClosedException)
            {
                if (turn.IsCancellationRequested || _stop.IsCancellationRequested) continue;
                Failure = NatsFaults.Of(_link.Connection, failure).Message;
                if (_joined == _join) ResumeCount++;
                await Task.Delay(AgainMs, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    // The mark is written behind all states that it speaks of: those that are there when it is read are as of its place at least.
    private async Task Join(int join, CancellationToken stop)
    {
        Dictionary<string, (StreamPlace Place, NatsMemoryOwner<byte> Frames)> states = [];
        INatsJSConsumer consumer = await _link.JetStream.CreateOrUpdateConsumerAsync(NatsNames.StateOf(_stream), StateConsumer(), stop).ConfigureAwait(false);
        StreamPlace? mark = null;
        bool isComplete = false;
        await foreach (INatsJSMsg<NatsMemoryOwner<byte>> message in consumer.ConsumeAsync<NatsMemoryOwner<byte>>(cancellationToken: stop).ConfigureAwait(false))
        {
            if (!TryPlace(message.Headers, NatsStream.PlaceHeader, out StreamPlace place, out ulong position)) continue;
            Hear();
            if (message.Subject.EndsWith("._." + NatsStream.State, StringComparison.Ordinal)) (mark, _position) = (place, position);
            else states[message.Subject] = (place, message.Data);
            isComplete = message.Metadata?.NumPending == 0 && mark is { } found && (_wantedEpoch == 0 || found.Epoch == _wantedEpoch);
            if (isComplete) break;
        }

        if (!isComplete || mark is not { } of) throw new OperationCanceledException(stop);
        await Begin(join, of, states.Values, stop).ConfigureAwait(false);
    }

    private async Task Begin(
        int join, StreamPlace of, IReadOnlyCollection<(StreamPlace Place, NatsMemoryOwner<byte> Frames)> states, CancellationToken stop)
    {
        await Put(new StreamItem(StreamItemKind.Begin, join, of, default), stop).ConfigureAwait(false);
        foreach ((StreamPlace place, NatsMemoryOwner<byte> frames) in states.OrderBy(static state => state.Place.Sequence))
        {
            if (place.Epoch == of.Epoch) await Put(new StreamItem(StreamItemKind.State, join, of, frames), stop).ConfigureAwait(false);
            else frames.Dispose();
        }

        await Put(new StreamItem(StreamItemKind.Level, join, of, default), stop).ConfigureAwait(false);
        _joined = join;
    }

    // An ordered consumer of the library asks for filters in the plural, which servers before 2.10 do not know, and without a name servers take the filter
    // for one.
    private ConsumerConfig StateConsumer() => new()
    {
        Name = $"fh-{Guid.NewGuid():N}",
        DeliverPolicy = ConsumerConfigDeliverPolicy.LastPerSubject,
        FilterSubject = NatsNames.StatesOf(_stream),
        AckPolicy = ConsumerConfigAckPolicy.None,
        InactiveThreshold = TimeSpan.FromSeconds(30),
        MemStorage = true,
    };

    private async Task Follow(CancellationToken stop)
    {
        NatsJSOrderedConsumerOpts options = new() { DeliverPolicy = ConsumerConfigDeliverPolicy.ByStartSequence, OptStartSeq = _position + 1 };
        INatsJSConsumer consumer = await _link.JetStream.CreateOrderedConsumerAsync(
            _stream, options, stop).ConfigureAwait(false);
        Failure = null;
        await foreach (INatsJSMsg<NatsMemoryOwner<byte>> message in consumer.ConsumeAsync<NatsMemoryOwner<byte>>(cancellationToken: stop).ConfigureAwait(false))
        {
            ulong position = message.Metadata?.Sequence.Stream ?? 0;
            if (position <= _position) continue;
            Hear();
            if (TryPlace(message.Headers, NatsStream.IdHeader, out StreamPlace place, out _))
                await Put(new StreamItem(StreamItemKind.Events, _joined, place, message.Data), stop).ConfigureAwait(false);
            _position = position;
        }
    }

    private async ValueTask Put(StreamItem item, CancellationToken stop)
    {
        await _items.Writer.WriteAsync(item, stop).ConfigureAwait(false);
        _arrived();
    }

    private void Hear() => Volatile.Write(ref _heardMs, Environment.TickCount64);

    private static bool TryPlace(NatsHeaders? headers, string name, out StreamPlace place, out ulong position)
    {
        (place, position) = (default, 0);
        if (headers is null || !headers.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values) || values.Count != 1) return false;
        string text = values[0]!;
        int space = text.IndexOf(' ');
        if (space > 0 && !ulong.TryParse(text.AsSpan(space + 1), NumberStyles.None, CultureInfo.InvariantCulture, out position)) return false;
        return StreamPlace.TryParse(space > 0 ? text.AsSpan(0, space) : text, out place);
    }
}
