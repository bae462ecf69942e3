using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A message as an object, for tools and tests.</summary>
/// <param name="Template">the message in the schema</param>
/// <param name="ActingVersion">the version by which it was read, or is to be written</param>
/// <param name="Body">its content</param>
public sealed record DynamicMessage(SbeMessage Template, int ActingVersion, DynamicBlock Body);
