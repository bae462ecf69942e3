namespace FeedHandler.Nats;

/// <summary>How a NATS server is reached, and what is kept there. Secrets are read from files at each connection, and are in no message.</summary>
public sealed record NatsOptions
{
    /// <summary>A user's name; the password is in <see cref="PasswordFile"/>.</summary>
    public string? User { get; init; }

    /// <summary>A file whose first line is the user's password.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>A file whose first line is a token.</summary>
    public string? TokenFile { get; init; }

    /// <summary>A file of credentials (.creds), as nsc makes them.</summary>
    public string? CredentialsFile { get; init; }

    /// <summary>With TLS: a file with the certificates (PEM) that may have signed the server's, in place of the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>How long a connection and an answer of the server may take, in milliseconds.</summary>
    public int TimeoutMs { get; init; } = 5000;

    /// <summary>Messages of a channel that may be under way, when publishing.</summary>
    public int InFlightMax { get; init; } = Distribution.PublishOptions.InFlightDefault;

    /// <summary>Of a stream that is made: on how many servers it is kept, 1, 3 or 5.</summary>
    public int ReplicaCount { get; init; } = 1;

    /// <summary>Of a stream that is made: how long events are kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Of a stream that is made: how many bytes of events are kept.</summary>
    public long RetentionBytes { get; init; } = 8L << 30;
}
