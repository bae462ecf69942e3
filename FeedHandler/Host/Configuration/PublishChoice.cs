using System.CommandLine;
using FeedHandler.Distribution;
using FeedHandler.Engine;
using FeedHandler.Gateway.Journals;
using FeedHandler.Host.Shell;
using FeedHandler.Nats;
using FeedHandler.Replay;

namespace FeedHandler.Host.Configuration;

/// <summary>To which broker a command publishes its feed, where the configuration does not say it.</summary>
internal sealed class PublishChoice
{
    private const string FolderDefault = "publish.journal";
    private readonly Option<string?> _publish = Options.Text(
        "--publish", "Publish the feed to this NATS server, or cluster, with JetStream (docs/nats.md)", "nats://HOST:PORT[,HOST:PORT...]");

    private readonly Option<string?> _journal = Options.Text(
        "--publish-journal",
        "Folder of the journal that bridges the server's absence (default publish.journal,file-mib=64,files=16)",
        JournalChoice.Form);

    private readonly Option<bool> _pair = Options.Switch(
        "--publish-pair", "Another feed handler publishes the same channels, as a standby: both send, each message is kept once");

    private readonly Option<long?> _replicas = Options.Number("--publish-replicas", "Servers on which a stream that is made is kept (default 1)", 1, 5);
    private readonly NatsArguments _nats = new("--publish-");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public PublishChoice(Command command)
    {
        foreach (Option option in (Option[])[_publish, _journal, _pair, _replicas, .. _nats.All]) command.Add(option);
    }

    /// <summary>What was typed, in the place of what the configuration says.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="configured">What that says; null for nothing.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public PublishOptions? Read(ParseResult parsed, PublishSection? configured, Terminal terminal)
    {
        PublishSection? section = configured?.Server is null ? null : configured;
        if (parsed.GetValue(_publish) is not { } server)
        {
            Option[] others = [_journal, _pair, _replicas, .. _nats.All];
            if (Array.Find(others, option => parsed.GetResult(option) is { Implicit: false }) is { } alone && section is null)
                throw new UsageException($"{alone.Name} without {_publish.Name}: say where the feed is published, there or by publish.server");
            if (section is null) return null;
            server = section.Server!;
        }

        return Make(parsed, section ?? new PublishSection(), server, terminal);
    }

    private PublishOptions Make(ParseResult parsed, PublishSection section, string server, Terminal terminal)
    {
        NatsAddress address = NatsArguments.AddressOf(parsed.GetValue(_publish) is null ? "publish.server" : _publish.Name, server);
        if (address.Venue is not null)
            throw new UsageException($"{_publish.Name} {PlainText.Short(server)}: venue and channels are the feed's: leave them out");
        NatsOptions options = _nats.Read(parsed, section, terminal) with
        {
            InFlightMax = section.InFlight,
            ReplicaCount = (int?)parsed.GetValue(_replicas) ?? section.Replicas,
            Retention = TimeSpan.FromHours(section.KeepHours),
            RetentionBytes = (long)section.KeepMib << 20,
        };
        return new PublishOptions(() => NatsBroker.Open(address, options))
        {
            Origin = parsed.GetValue(_publish) is null ? "publish" : _publish.Name,
            Journal = JournalOf(parsed, section, terminal),
            IsPair = parsed.GetValue(_pair) || section.Pair,
            InFlightMax = section.InFlight,
            StateMs = section.StateMs,
            TakeOverMs = section.TakeOverMs,
            DrainMs = section.DrainSeconds * 1000,
        };
    }

    private JournalOptions JournalOf(ParseResult parsed, PublishSection section, Terminal terminal) =>
        JournalChoice.Of(_journal.Name, parsed.GetValue(_journal), terminal) ?? new JournalOptions(terminal.PathOf(section.Journal ?? FolderDefault))
        {
            FileBytes = section.JournalFileMib << 20,
            FileCountMax = section.JournalFiles,
        };
}
