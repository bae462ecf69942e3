namespace FeedHandler.Client.Remote;

/// <summary>The way to a feed's gateways: connects to one of the pool after the other, until one is there.</summary>
internal sealed class GatewayLine(EndpointPool pool, RemoteFeedOptions options) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task<ILink>? _connecting;
    private bool _isDisposed;

    /// <summary>The gateway that is connected, or is being connected to.</summary>
    public GatewayHealth? Current { get; private set; }

    /// <summary>The connection; null while there is none.</summary>
    public ILink? Link { get; private set; }

    /// <summary>What proves who this is, as it was read for this connection; empty for nothing.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Goes on connecting, where there is no connection.</summary>
    /// <returns>Whether there is one from here on.</returns>
    public bool TryConnect(long nowMs)
    {
        if (_connecting is null && !TryBegin(nowMs)) return false;
        if (!_connecting!.IsCompleted) return false;
        Task<ILink> connected = _connecting;
        _connecting = null;
        if (connected.IsCompletedSuccessfully)
        {
            Link = connected.Result;
            return true;
        }

        Exception? failure = connected.Exception?.InnerException;
        if (failure is not null && !FaultWords.IsOfConnection(failure))
            throw new InvalidOperationException("connecting failed in a way that it should not", failure);
        GatewayFault fault = (failure as GatewayFaultException)?.Fault ?? GatewayFault.Other;
        string words = failure is null ? FaultWords.Late : FaultWords.Of(failure);
        pool.Fail(Current!, nowMs, servedMs: 0, words, isRefusing: fault == GatewayFault.NoToken, fault);
        return false;
    }

    /// <summary>Gives the connection up.</summary>
    /// <param name="nowMs">When.</param>
    /// <param name="servedMs">For how long it had served.</param>
    /// <param name="what">Why.</param>
    /// <param name="isRefusing">Whether the gateway does not serve this client.</param>
    public void Drop(long nowMs, long servedMs, string what, bool isRefusing)
    {
        Link!.Dispose();
        Link = null;
        pool.Fail(Current!, nowMs, servedMs, what, isRefusing);
    }

    /// <summary>Waits until there may be a connection, or something came on it.</summary>
    public void Wait(int timeoutMs)
    {
        if (Link is not null) Link.Wait(timeoutMs);
        else if (_connecting is not null) ((IAsyncResult)_connecting).AsyncWaitHandle.WaitOne(timeoutMs);
        else Thread.Sleep((int)Math.Min(timeoutMs, pool.DueInMs(Environment.TickCount64)));
    }

    /// <summary>Waits likewise, without a thread.</summary>
    public async ValueTask WaitAsync(int timeoutMs, CancellationToken cancellation)
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (Link is not null)
        {
            late.CancelAfter(timeoutMs);
            await Link.WaitAsync(late.Token).ConfigureAwait(false);
            return;
        }

        int dueMs = _connecting is null ? (int)Math.Min(timeoutMs, pool.DueInMs(Environment.TickCount64)) : timeoutMs;
        Task due = Task.Delay(dueMs, late.Token);
        await (_connecting is null ? Task.WhenAny(due) : Task.WhenAny(due, _connecting)).ConfigureAwait(false);
        await late.CancelAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _stop.Cancel();
        Link?.Dispose();
        Link = null;
        _ = _connecting?.ContinueWith(
            static late => _ = late.IsCompletedSuccessfully ? Leave(late.Result) : late.Exception, TaskScheduler.Default); // it may come yet, for nobody
        _stop.Dispose();
    }

    private static Exception? Leave(ILink link)
    {
        link.Dispose();
        return null;
    }

    private bool TryBegin(long nowMs)
    {
        Current = pool.Next(nowMs);
        if (Current is null) return false;
        GatewayEndpoint endpoint = Current.Endpoint;
        CancellationToken stop = _stop.Token;
        _connecting = Task.Run(() => ConnectAsync(endpoint, stop), stop);
        return true;
    }

    // Whoever sees that the task has ended sees the token.
    private async Task<ILink> ConnectAsync(GatewayEndpoint endpoint, CancellationToken stop)
    {
        Token = await TokenSource.ReadAsync(options, stop).ConfigureAwait(false);
        return await Connector.ConnectAsync(endpoint, options, stop).ConfigureAwait(false);
    }
}
