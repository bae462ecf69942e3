using System.Globalization;
using System.Text;
using FeedHandler.Native;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Balance.Backends;

/// <summary>
/// Asks a backend again and again whether it can serve, without waiting for it: the loop tells when its socket is ready or its time has come.
/// </summary>
internal sealed class BackendCheck
{
    private const int AnswerBytesMax = 64;
    private const int Ok = 200;
    private readonly Backend _backend;
    private readonly CheckOptions _options;
    private readonly PeerAddress _address;
    private readonly byte[] _request;
    private readonly byte[] _answer = new byte[AnswerBytesMax];
    private int _answerBytes;
    private bool _isSent;

    public BackendCheck(Backend backend, CheckOptions options, bool sendsProxyHeader)
    {
        _backend = backend;
        _options = options;
        PeerAddress address = backend.Target.Address;
        _address = options.Port == 0 ? address : PeerAddress.Of(new System.Net.IPEndPoint(address.Address, options.Port));
        _request = [.. sendsProxyHeader ? LocalHeader() : [], .. options.Path is { } path ? HttpRequest(path) : []];
    }

    /// <summary>The socket of the check under way, or -1.</summary>
    public int Descriptor { get; private set; } = -1;

    /// <summary>Tells sockets of one backend apart: events of an earlier one are to be passed over.</summary>
    public uint Generation { get; private set; }

    /// <summary>When something is due: the next check, or the end of the time of the one under way.</summary>
    public long DueMs { get; private set; }

    /// <summary>Begins a check.</summary>
    /// <returns>Why it failed at once, or null.</returns>
    public string? Begin(long nowMs)
    {
        (_answerBytes, _isSent) = (0, false);
        Generation++;
        NativeResult result = StreamSocket.Connect(_address, out int descriptor);
        Descriptor = descriptor;
        DueMs = nowMs + _options.TimeoutMs;
        return result.IsSuccess ? null : result.ToString();
    }

    /// <summary>Goes on with what the socket is ready for.</summary>
    /// <param name="isWritable">Whether it can be written.</param>
    /// <param name="isGood">How the check ended, when it has.</param>
    /// <param name="fault">Why it is not good.</param>
    /// <returns>Whether it has ended.</returns>
    public bool Advance(bool isWritable, out bool isGood, out string fault)
    {
        (isGood, fault) = (false, "");
        if (!_isSent)
        {
            if (!isWritable) return false;
            if (StreamSocket.TakeError(Descriptor) is not 0 and int errno) return Ended(NativeResult.Failure("connect", errno).ToString(), out fault);
            // A socket that was just connected has room for so little.
            if (_request.Length > 0 && StreamSocket.Send(Descriptor, _request) != _request.Length) return Ended("the request was not taken", out fault);
            _isSent = true;
            isGood = _options.Path is null;
            if (isGood) return true;
        }

        return ReadAnswer(out isGood, out fault);
    }

    /// <summary>Ends the check under way; the next is due after the interval.</summary>
    public void End(long nowMs)
    {
        StreamSocket.Abort(Descriptor);
        Descriptor = -1;
        Generation++;
        DueMs = nowMs + _options.IntervalMs;
    }

    private bool ReadAnswer(out bool isGood, out string fault)
    {
        (isGood, fault) = (false, "");
        while (_answerBytes < AnswerBytesMax)
        {
            int read = StreamSocket.Receive(Descriptor, _answer.AsSpan(_answerBytes));
            if (read == StreamSocket.WouldBlock) break;
            if (read == StreamSocket.Interrupted) continue;
            if (read <= 0) return Judge(out isGood, out fault);
            _answerBytes += read;
        }

        return _answer.AsSpan(0, _answerBytes).Contains((byte)'\n') || _answerBytes == AnswerBytesMax ? Judge(out isGood, out fault) : false;
    }

    private bool Judge(out bool isGood, out string fault)
    {
        int status = StatusOf(_answer.AsSpan(0, _answerBytes));
        isGood = status == Ok;
        fault = isGood ? "" : status > 0 ? $"{_options.Path} answers {status}" : $"{_options.Path}: no answer of HTTP";
        return true;
    }

    // HTTP/1.1 200 and a space, or the end of the line; 0 of anything else.
    private static int StatusOf(ReadOnlySpan<byte> answer)
    {
        const int begin = 9;
        const int end = begin + 3;
        bool isHttp = answer.StartsWith("HTTP/1."u8) && answer.Length > end && answer[begin - 1] == ' ' && answer[end] is (byte)' ' or (byte)'\r';
        return isHttp && int.TryParse(answer[begin..end], NumberStyles.None, CultureInfo.InvariantCulture, out int status) ? status : 0;
    }

    private static bool Ended(string reason, out string fault)
    {
        fault = reason;
        return true;
    }

    private static byte[] LocalHeader()
    {
        byte[] header = new byte[ProxyHeader.WrittenBytesMax];
        return header[..ProxyHeader.WriteLocal(header)];
    }

    private byte[] HttpRequest(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {_backend.Target.Name}\r\nConnection: close\r\n\r\n");
}
