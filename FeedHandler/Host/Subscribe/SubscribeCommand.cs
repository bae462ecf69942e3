using System.CommandLine;
using FeedHandler.Client;
using FeedHandler.Core.Sharing;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Journals;
using FeedHandler.Nats;
using FeedHandler.Replay;

namespace FeedHandler.Host.Subscribe;

/// <summary>`feedhandler subscribe`: the books of a feed that another process shares, or that a gateway gives.</summary>
internal sealed class SubscribeCommand
{
    private const string Description =
        "Subscribes to the books of a feed that another process of this machine shares, or that a gateway gives, until that ends.";

    private const string Examples = """
        Examples:
          feedhandler subscribe cme
          feedhandler subscribe cme 'ES*' 310/NQZ6 asset:CL id:12345
          feedhandler subscribe cme ESZ6 --updates top --json
          feedhandler subscribe /dev/shm/desk/cme --updates event --json --count 1000
          feedhandler subscribe cme ESZ6 --by-order --json
          feedhandler subscribe cme --updates 500 --wait
          feedhandler subscribe /var/lib/feedhandler/journal ESZ6 --from 14:30 --to 14:31 --json
          feedhandler subscribe tcp://gw1:9470,gw2:9470 'ES*' --token-file desk.token
          feedhandler subscribe nats://127.0.0.1:4222/cme/310 'ES*'
          feedhandler subscribe tls://gw1.example.com:9471 'ES*' --tls-ca ca.pem --slow conflate

        A pattern is a symbol, in which * stands for any characters and ? for one, or asset:PATTERN, group:PATTERN or id:NUMBER; with a channel's number and a
        slash in front it is of that channel. Without one all instruments are meant.
        Exit code: 0 good; 1 the feed's process ended without a word, or no gateway is left; 2 wrong usage or input, there is no such feed, or it is refused.
        """;

    private const int UpdateMsMax = 3_600_000;
    private readonly Terminal _terminal;
    private readonly Argument<string?> _feed = new("FEED")
    {
        Description = "The name or file of a shared feed (run --share NAME); its gateways, tcp://HOST:PORT[,...] or tls://...; "
            + "nats://HOST:PORT[/VENUE[/CHANNEL]]; or a journal of it, a file or its folder",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string[]> _patterns = new("PATTERN") { Description = "Which instruments (default all)", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _updates = Options.Text(
        "--updates", "When a book is told: with every event, at the end of a match event, when the best levels change, or each so many ms (default end)",
        "event|end|top|MS");

    private readonly Option<bool> _byOrder = Options.Switch("--by-order", "Tell the books by order too, where the feed keeps them (run --orders)");
    private readonly Option<bool> _json = Options.Switch("--json", "Print a line of JSON for each update");
    private readonly Option<bool> _noScreen = Options.Switch("--no-screen", "Print a line for each update, and draw no picture");
    private readonly Option<long?> _count = Options.Number("--count", "End after so many lines", 1, long.MaxValue);
    private readonly Option<long?> _for = Options.Number("--for", "End after this many seconds", 1, 31_536_000);
    private readonly Option<bool> _wait = Options.Switch("--wait", "Wait until the feed is there, and when it ends until it is there again");
    private readonly Option<string?> _owner = Options.Text("--owner", "The user whose feed it must be, by name or number (default yourself)", "USER");

    private readonly RemoteArguments _gateway = new();
    private readonly JournalArguments _journal = new();
    private readonly NatsArguments _nats = new("--nats-");

    private SubscribeCommand(Command command, Terminal terminal)
    {
        _terminal = terminal;
        command.Add(_feed);
        command.Add(_patterns);
        Option[] own = [_updates, _byOrder, _json, _noScreen, _count, _for, _wait, _owner];
        foreach (Option option in own.Concat(_gateway.All).Concat(_nats.All).Concat(_journal.All)) command.Add(option);
    }

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        ExampleCommand command = new("subscribe", Description, Examples);
        SubscribeCommand subscribe = new(command, terminal);
        command.SetAction(subscribe.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string feed = parsed.GetValue(_feed)
            ?? throw new UsageException("no feed was named: give the name that feedhandler run --share was given, or tcp://HOST:PORT of a gateway");
        (Delivery delivery, int intervalMs) = ReadDelivery(parsed);
        InstrumentSelector[] selectors = [.. Patterns(parsed).Select(Selector)];
        bool isJson = parsed.GetValue(_json);
        bool drawsScreen = _terminal.ReadKey is not null && !isJson && !parsed.GetValue(_noScreen);
        if (drawsScreen && parsed.GetValue(_updates) is null) (delivery, intervalMs) = (Delivery.Interval, BookScreen.PeriodMs);
        SubscribeLimits limits = new(parsed.GetValue(_count), parsed.GetValue(_for), parsed.GetValue(_wait));
        Func<FollowedFeed> open = Opening(feed, parsed, delivery, intervalMs, limits);
        using IBookOutput output = drawsScreen ? new BookScreen(_terminal)
            : isJson ? new BookJsonLines(_terminal, delivery) { LineCountMax = limits.LineCount ?? long.MaxValue }
            : new BookTextLines(_terminal) { LineCountMax = limits.LineCount ?? long.MaxValue };
        return new SubscribeSession(open, selectors, limits).Run(output, _terminal) ? ExitCode.Good : ExitCode.CheckFailed;
    }

    private Func<FollowedFeed> Opening(string feed, ParseResult parsed, Delivery delivery, int intervalMs, SubscribeLimits limits)
    {
        string? owner = parsed.GetValue(_owner);
        if (feed.Contains("://", StringComparison.Ordinal) && !GatewayEndpoint.IsMeant(feed) && !NatsAddress.IsMeant(feed))
        {
            throw new UsageException(
                $"{PlainText.Short(feed)}: give a gateway by tcp://HOST:PORT or tls://HOST:PORT, NATS by nats://HOST:PORT, or the name of a shared feed");
        }

        bool isByOrder = parsed.GetValue(_byOrder);
        if (NatsAddress.IsMeant(feed)) return OpeningNats(feed, parsed, delivery, intervalMs, (isByOrder, owner, limits.Waits));
        _nats.RefuseFor(parsed);
        if (GatewayEndpoint.IsMeant(feed)) return OpeningGateway(feed, parsed, delivery, intervalMs, (isByOrder, owner, limits.Waits));
        _gateway.RefuseFor(parsed);
        if (JournalFiles.Are(_terminal.PathOf(feed))) return OpeningJournal(feed, parsed, delivery, (isByOrder, owner, limits.Waits));
        _journal.RefuseFor(parsed);
        uint? ownerId = owner is null ? null : UserIds.Of(_owner.Name, owner);
        SharedFeedOptions shared = new() { Delivery = delivery, IntervalMs = intervalMs, Orders = isByOrder, OwnerId = ownerId };
        string path = _terminal.PathOf(SharedFeedPath.Of(feed));
        return () => new FollowedSharedFeed(SharedFeed.Open(path, shared), isByOrder);
    }

    private Func<FollowedFeed> OpeningGateway(
        string feed, ParseResult parsed, Delivery delivery, int intervalMs, (bool IsByOrder, string? Owner, bool Waits) asked)
    {
        if (asked.IsByOrder && delivery is Delivery.TopOfBook or Delivery.Interval)
            throw new UsageException($"{_byOrder.Name}: a gateway tells orders with {_updates.Name} event or end: the events make them up");
        _journal.RefuseFor(parsed);
        if (asked.Owner is not null) throw new UsageException($"{_owner.Name} is for a feed in shared memory: a gateway proves who it is by tls://");
        RemoteFeedOptions remote = _gateway.Read(feed, parsed, _terminal) with { Delivery = delivery, IntervalMs = intervalMs, Orders = asked.IsByOrder };
        return () => new FollowedRemoteFeed(RemoteFeed.Open(feed, remote), asked.Waits);
    }

    private Func<FollowedFeed> OpeningJournal(string feed, ParseResult parsed, Delivery delivery, (bool IsByOrder, string? Owner, bool Waits) asked)
    {
        if (delivery == Delivery.Interval) throw new UsageException($"{_updates.Name}: a journal is read faster than time passes: give event, end or top");
        if (asked.Waits || asked.Owner is not null)
            throw new UsageException($"{(asked.Waits ? _wait.Name : _owner.Name)} is for a feed that goes on: {PlainText.Short(feed)} is a journal");
        return _journal.Opening(_terminal.PathOf(feed), parsed, new RemoteFeedOptions { Delivery = delivery, Orders = asked.IsByOrder });
    }

    private Func<FollowedFeed> OpeningNats(
        string feed, ParseResult parsed, Delivery delivery, int intervalMs, (bool IsByOrder, string? Owner, bool Waits) asked)
    {
        if (asked.IsByOrder) throw new UsageException($"{_byOrder.Name}: what is published to NATS has books by price: subscribe to a gateway for orders");
        if (asked.Owner is not null) throw new UsageException($"{_owner.Name} is for a feed in shared memory: a NATS server proves who it is by tls+nats://");
        _gateway.RefuseFor(parsed);
        _journal.RefuseFor(parsed);
        NatsArguments.AddressOf("", feed);
        NatsFeedOptions options = new() { Delivery = delivery, IntervalMs = intervalMs, Server = _nats.Read(parsed, new PublishSection(), _terminal) };
        return () => FollowedNatsFeed.Open(feed, options, asked.Waits);
    }

    private string[] Patterns(ParseResult parsed) => parsed.GetValue(_patterns) is { Length: > 0 } typed ? typed : ["*"];

    private static InstrumentSelector Selector(string pattern) => InstrumentSelector.TryParse(pattern, out InstrumentSelector? selector)
        ? selector!
        : throw new UsageException($"{PlainText.Short(pattern)}: no pattern of instruments: give a symbol such as 'ES*', asset:ES, group:ES or id:12345");

    private (Delivery Delivery, int IntervalMs) ReadDelivery(ParseResult parsed)
    {
        string updates = parsed.GetValue(_updates) ?? "end";
        return updates switch
        {
            "event" => (Delivery.EveryEvent, 1),
            "end" => (Delivery.EndOfEvent, 1),
            "top" => (Delivery.TopOfBook, 1),
            _ when int.TryParse(updates, out int ms) && ms is >= 1 and <= UpdateMsMax => (Delivery.Interval, ms),
            _ => throw new UsageException($"{_updates.Name} {PlainText.Short(updates)}: give event, end, top, or milliseconds from 1 to {UpdateMsMax}"),
        };
    }
}
