using FeedHandler.Distribution;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace FeedHandler.Nats;

/// <summary>A connection to a NATS server, or to a cluster, which is made again by itself when it is lost.</summary>
internal sealed class NatsLink : IAsyncDisposable
{
    private const int SecretBytesMax = 4096;
    private readonly NatsOptions _options;

    private NatsLink(NatsAddress address, NatsOptions options)
    {
        _options = options;
        Connection = new NatsConnection(OptionsOf(address, options));
        JetStream = new NatsJSContext(Connection);
    }

    /// <summary>The connection.</summary>
    public NatsConnection Connection { get; }

    /// <summary>Its streams.</summary>
    public NatsJSContext JetStream { get; }

    /// <summary>Connects.</summary>
    /// <exception cref="BrokerException">The server cannot be reached, or refuses.</exception>
    public static NatsLink Open(NatsAddress address, NatsOptions options)
    {
        NatsLink link = new(address, options);
        try
        {
            link.Do(link.Connection.ConnectAsync());
            return link;
        }
        catch
        {
            _ = link.DisposeAsync().AsTask();
            throw;
        }
    }

    /// <summary>Waits for what a server answers.</summary>
    /// <exception cref="BrokerException">It does not answer, or refuses.</exception>
    public T Ask<T>(ValueTask<T> asked)
    {
        try
        {
            if (asked.IsCompletedSuccessfully) return asked.Result;
            return asked.AsTask().WaitAsync(TimeSpan.FromMilliseconds(_options.TimeoutMs)).GetAwaiter().GetResult();
        }
        catch (Exception failure) when (NatsFaults.IsKnown(failure))
        {
            throw NatsFaults.Of(Connection, failure);
        }
    }

    /// <summary>Waits until something was done.</summary>
    /// <exception cref="BrokerException">It cannot be.</exception>
    public void Do(ValueTask done)
    {
        if (done.IsCompletedSuccessfully) return;
        Ask(new ValueTask<bool>(Wait(done.AsTask())));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static async Task<bool> Wait(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private static NatsOpts OptionsOf(NatsAddress address, NatsOptions options) => new()
    {
        Url = address.ToString(),
        Name = "FeedHandler",
        AuthOpts = AuthOf(options),
        TlsOpts = new NatsTlsOpts { Mode = address.IsTls ? TlsMode.Require : TlsMode.Auto, CaFile = options.CaFile },
        ConnectTimeout = TimeSpan.FromMilliseconds(options.TimeoutMs),
        RequestTimeout = TimeSpan.FromMilliseconds(options.TimeoutMs),
        CommandTimeout = TimeSpan.FromMilliseconds(options.TimeoutMs),
        ReconnectWaitMin = TimeSpan.FromMilliseconds(100),
        ReconnectWaitMax = TimeSpan.FromSeconds(2),
        MaxReconnectRetry = -1,
        PingInterval = TimeSpan.FromSeconds(2), // a server that hangs is left for another one of its cluster
        MaxPingOut = 2,
        RetryOnInitialConnect = false,
        IgnoreAuthErrorAbort = true,
        SubPendingChannelCapacity = 1 << 16,
        SubPendingChannelFullMode = System.Threading.Channels.BoundedChannelFullMode.Wait,
    };

    private static NatsAuthOpts AuthOf(NatsOptions options) => new()
    {
        Username = options.User,
        Password = Secret(options.PasswordFile),
        Token = Secret(options.TokenFile),
        CredsFile = options.CredentialsFile,
    };

    private static string? Secret(string? path)
    {
        if (path is null) return null;
        try
        {
            if (new FileInfo(path).Length > SecretBytesMax)
                throw new BrokerException($"{path}: more than {SecretBytesMax} bytes: a secret is its first line", isLasting: true);
            string? line = File.ReadLines(path).FirstOrDefault();
            return line is { Length: > 0 } ? line : throw new BrokerException($"{path}: empty: a secret is its first line", isLasting: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BrokerException($"{path}: the secret cannot be read: {failure.Message}", isLasting: true);
        }
    }
}
