using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace FeedHandler.Balance.Tls;

/// <summary>
/// Accepts TLS 1.2 and 1.3 and relays each connection to a plain target of this machine, which a header of the PROXY protocol tells who is connected. It has
/// no thread of its own: the runtime's pool runs it.
/// </summary>
public sealed class TlsFront : IAsyncDisposable
{
    private const int Backlog = 4096;
    private readonly TlsFrontOptions _options;
    private readonly Socket _listener;
    private readonly SslServerAuthenticationOptions _authentication;
    private readonly SemaphoreSlim _handshakes;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private long _accepted;
    private long _succeeded;
    private long _failed;
    private long _late;
    private long _refused;
    private long _unreachable;
    private int _active;

    private TlsFront(TlsFrontOptions options, Socket listener)
    {
        _options = options;
        _listener = listener;
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        _handshakes = new SemaphoreSlim(options.HandshakeCountMax);
        _authentication = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = options.Identity.Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
        };
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>What became of connections.</summary>
    public TlsFrontCounts Counts => new(
        Volatile.Read(ref _accepted), Volatile.Read(ref _active), Volatile.Read(ref _succeeded), Volatile.Read(ref _failed), Volatile.Read(ref _late),
        Volatile.Read(ref _refused), Volatile.Read(ref _unreachable));

    /// <summary>Listens, and serves from here on.</summary>
    /// <param name="options">What it does.</param>
    /// <exception cref="SocketException">It cannot listen there.</exception>
    public static TlsFront Open(TlsFrontOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Socket listener = new(options.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(options.Listen);
            listener.Listen(Backlog);
            return new TlsFront(options, listener);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Accepts nobody any more; those that are connected go on.</summary>
    public void Close() => _listener.Close();

    /// <summary>Ends every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
    }

    // A place among the handshakes is taken before the connection is accepted, so that those for which there is none wait outside.
    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                await _handshakes.WaitAsync(_stop.Token).ConfigureAwait(false);
                Socket client = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
                _ = ServeAsync(client);
            }
            catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException || _stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException failure)
            {
                _handshakes.Release();
                if (failure.SocketErrorCode is SocketError.OperationAborted or SocketError.InvalidArgument) return; // closed
                await Task.Delay(20).ConfigureAwait(false); // no descriptors: some will be given back
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        Interlocked.Increment(ref _accepted);
        using Socket closing = client;
        if (Interlocked.Increment(ref _active) > _options.ConnectionCountMax)
        {
            Interlocked.Increment(ref _refused);
            _handshakes.Release();
            client.LingerState = new LingerOption(true, 0);
        }
        else
        {
            await RelayAsync(client).ConfigureAwait(false);
        }

        Interlocked.Decrement(ref _active);
    }

    private async Task RelayAsync(Socket client)
    {
        client.NoDelay = true;
        using SslStream secured = new(new NetworkStream(client));
        if (!await HandshakeAsync(secured).ConfigureAwait(false)) return;
        using TlsRelay relay = new(client, secured, _options.Target);
        if (!await relay.ConnectAsync(_stop.Token).ConfigureAwait(false)) Interlocked.Increment(ref _unreachable);
        else await relay.RunAsync(_stop.Token).ConfigureAwait(false);
    }

    private async Task<bool> HandshakeAsync(SslStream secured)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(_options.HandshakeTimeoutMs);
        try
        {
            await secured.AuthenticateAsServerAsync(_authentication, limit.Token).ConfigureAwait(false);
            Interlocked.Increment(ref _succeeded);
            return true;
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _late);
            return false;
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException or ObjectDisposedException)
        {
            Interlocked.Increment(ref _failed);
            return false;
        }
        finally
        {
            _handshakes.Release();
        }
    }
}
