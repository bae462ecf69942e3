using System.ComponentModel;
using FeedHandler.Distribution;
using FeedHandler.Gateway.Journals;

namespace FeedHandler.Engine;

/// <summary>To which broker the feed is published. Secrets stand in files of their own, never here.</summary>
public sealed record PublishSection
{
    /// <summary>Where.</summary>
    [Description("The NATS server, or the cluster, to which the feed is published, such as nats://127.0.0.1:4222; leave out for none")]
    public string? Server { get; set; }

    /// <summary>Who.</summary>
    [Description("A user's name at the server; with passwordFile")]
    public string? User { get; set; }

    /// <summary>The password.</summary>
    [Description("A file, relative to this one, whose first line is the user's password")]
    public string? PasswordFile { get; set; }

    /// <summary>The token.</summary>
    [Description("A file, relative to this one, whose first line is the server's token")]
    public string? TokenFile { get; set; }

    /// <summary>Credentials.</summary>
    [Description("A file of credentials (.creds), relative to this one")]
    public string? Credentials { get; set; }

    /// <summary>Certificates.</summary>
    [Description("With tls+nats://: the certificates (PEM) that may have signed the server's, relative to this file; leave out for the system's")]
    public string? Ca { get; set; }

    /// <summary>A standby.</summary>
    [Description("Whether another feed handler publishes the same channels: both send, and each message is kept once")]
    public bool Pair { get; set; }

    /// <summary>Its silence.</summary>
    [Description("With pair: milliseconds of the other one's silence behind which this one goes on in its place (500 to 600000)")]
    public int TakeOverMs { get; set; } = PublishOptions.TakeOverMsDefault;

    /// <summary>Replicas.</summary>
    [Description("Servers on which a stream that is made is kept (1 to 5)")]
    public int Replicas { get; set; } = 1;

    /// <summary>Retention by age.</summary>
    [Description("Hours that events are kept in a stream that is made (1 to 8760)")]
    public int KeepHours { get; set; } = 24;

    /// <summary>Retention by size.</summary>
    [Description("MiB of events that are kept in a stream that is made (16 to 16777216)")]
    public int KeepMib { get; set; } = 8192;

    /// <summary>Messages under way.</summary>
    [Description("Messages of a channel that may be under way at once (1 to 16384)")]
    public int InFlight { get; set; } = PublishOptions.InFlightDefault;

    /// <summary>States.</summary>
    [Description("Milliseconds from one state of an instrument that changes to the next (10 to 60000)")]
    public int StateMs { get; set; } = PublishOptions.StateMsDefault;

    /// <summary>The end.</summary>
    [Description("Seconds that the server has to take the rest when the feed ends (0 to 3600)")]
    public int DrainSeconds { get; set; } = PublishOptions.DrainMsDefault / 1000;

    /// <summary>The journal.</summary>
    [Description("The folder, relative to this file, of the journal that bridges the server's absence")]
    public string? Journal { get; set; }

    /// <summary>Room of a file of the journal.</summary>
    [Description("MiB of a file of the journal (1 to 1024)")]
    public int JournalFileMib { get; set; } = JournalOptions.FileMibDefault;

    /// <summary>Files of the journal.</summary>
    [Description("Files of the journal: before one more is begun the oldest is deleted, sent or not (2 to 4096)")]
    public int JournalFiles { get; set; } = JournalOptions.FileCountDefault;

    /// <summary>With paths from where the configuration stands.</summary>
    /// <param name="pathOf">Makes one of such a path.</param>
    internal PublishSection At(Func<string, string> pathOf) => this with
    {
        PasswordFile = PasswordFile is null ? null : pathOf(PasswordFile),
        TokenFile = TokenFile is null ? null : pathOf(TokenFile),
        Credentials = Credentials is null ? null : pathOf(Credentials),
        Ca = Ca is null ? null : pathOf(Ca),
        Journal = pathOf(Journal ?? "publish.journal"),
    };
}
