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
        bool isRefused = Interlocked.Increment(ref _active) > _options.ConnectionCountMax;
        try
        {
            if (isRefused) Refuse(client);
            else await RelayAsync(client).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException)
        {
            // gone before anything was relayed
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }

    private void Refuse(Socket client)
    {
        Interlocked.Increment(ref _refused);
        _handshakes.Release();
        client.LingerState = new LingerOption(true, 0);
    }

    private async Task RelayAsync(Socket client)
    {
        using SslStream? secured = await HandshakeAsync(client).ConfigureAwait(false);
        if (secured is null) return;
        using TlsRelay relay = new(client, secured, _options.Target);
        if (!await relay.ConnectAsync(_stop.Token).ConfigureAwait(false)) Interlocked.Increment(ref _unreachable);
        else await relay.RunAsync(_stop.Token).ConfigureAwait(false);
    }

    // Whatever becomes of it, the place among the handshakes is given back, and a failure is counted: of what kind it is, is the TLS library's.
    private async Task<SslStream?> HandshakeAsync(Socket client)
    {
        SslStream? secured = null;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(_options.HandshakeTimeoutMs);
        try
        {
            client.NoDelay = true;
            secured = new SslStream(new NetworkStream(client));
            await secured.AuthenticateAsServerAsync(_authentication, limit.Token).ConfigureAwait(false);
            Interlocked.Increment(ref _succeeded);
            return secured;
        }
        catch (Exception failure)
        {
            Interlocked.Increment(ref failure is OperationCanceledException ? ref _late : ref _failed);
            secured?.Dispose();
            return null;
        }
        finally
        {
            _handshakes.Release();
        }
    }
}
