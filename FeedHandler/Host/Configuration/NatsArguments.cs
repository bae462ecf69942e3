using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Shell;
using FeedHandler.Nats;
using FeedHandler.Replay;

namespace FeedHandler.Host.Configuration;

/// <summary>The options that say as whom a NATS server is asked. Secrets come out of files alone, so that no list of processes shows one.</summary>
internal sealed class NatsArguments
{
    private readonly Option<string?> _user;
    private readonly Option<string?> _password;
    private readonly Option<string?> _token;
    private readonly Option<string?> _credentials;
    private readonly Option<string?> _ca;

    /// <summary>Makes them.</summary>
    /// <param name="prefix">What their names begin with.</param>
    public NatsArguments(string prefix)
    {
        _user = Options.Text(prefix + "user", "User at the NATS server, with the password of the file", "NAME");
        _password = Options.Text(prefix + "password-file", "File whose first line is that user's password", "FILE");
        _token = Options.Text(prefix + "token-file", "File whose first line is the NATS server's token", "FILE");
        _credentials = Options.Text(prefix + "creds", "File of credentials for the NATS server (.creds)", "FILE");
        _ca = Options.Text(prefix + "tls-ca", "Certificates (PEM) that may have signed the NATS server's, with tls+nats://", "FILE");
    }

    /// <summary>All of them.</summary>
    public Option[] All => [_user, _password, _token, _credentials, _ca];

    /// <summary>What is no NATS server has none of these.</summary>
    /// <param name="parsed">The command line.</param>
    /// <exception cref="UsageException">One was typed.</exception>
    public void RefuseFor(ParseResult parsed)
    {
        if (Array.Find(All, option => parsed.GetResult(option) is { Implicit: false }) is { } typed)
            throw new UsageException($"{typed.Name} is for a NATS server: give its address, nats://HOST:PORT");
    }

    /// <summary>Reads an address.</summary>
    /// <param name="option">Where it was given.</param>
    /// <param name="text">The address.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public static NatsAddress AddressOf(string option, string text) => NatsAddress.TryParse(text, out NatsAddress? address) is not { } wrong
        ? address! : throw new UsageException($"{option} {(text.Contains('@') ? "" : PlainText.Short(text))}: {wrong}".TrimStart());

    /// <summary>What was typed, in the place of what the configuration says.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="section">What that says.</param>
    /// <param name="terminal">Where paths begin.</param>
    /// <exception cref="UsageException">Two ways to say who one is.</exception>
    public NatsOptions Read(ParseResult parsed, PublishSection section, Terminal terminal)
    {
        string? PathOf(Option<string?> option, string? configured) => (parsed.GetValue(option) ?? configured) is { } path ? terminal.PathOf(path) : null;
        NatsOptions options = new()
        {
            User = parsed.GetValue(_user) ?? section.User,
            PasswordFile = PathOf(_password, section.PasswordFile),
            TokenFile = PathOf(_token, section.TokenFile),
            CredentialsFile = PathOf(_credentials, section.Credentials),
            CaFile = PathOf(_ca, section.Ca),
        };
        if ((options.User is null) != (options.PasswordFile is null))
            throw new UsageException($"{_user.Name} and {_password.Name} go together: give the user's name, and the file with the password");
        int ways = (options.User is null ? 0 : 1) + (options.TokenFile is null ? 0 : 1) + (options.CredentialsFile is null ? 0 : 1);
        return ways <= 1 ? options : throw new UsageException($"{_user.Name}, {_token.Name} and {_credentials.Name} each say who asks: keep one");
    }
}
