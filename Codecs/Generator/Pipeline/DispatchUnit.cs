using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>A message as the dispatcher knows it.</summary>
/// <param name="Id">template id</param>
/// <param name="SchemaName">name in the schema</param>
/// <param name="TypeName">full C# name of the view</param>
/// <param name="BlockLengths">bytes of the root block by version, the newest first; empty when the message header carries them</param>
internal sealed record DispatchTarget(ushort Id, string SchemaName, string TypeName, EquatableArray<VersionLength> BlockLengths);

/// <summary>How long a block is from a version on.</summary>
internal sealed record VersionLength(int SinceVersion, int Length);

/// <summary>All messages of a schema by name: the dispatcher's file changes only when one comes or goes.</summary>
internal sealed record DispatchUnit(EmitContext Context, EquatableArray<DispatchTarget> Targets);

/// <summary>A message with what its file needs: the unit that stays cached as long as neither changes.</summary>
internal sealed record MessageUnit(EmitContext Context, SbeMessage Message);

/// <summary>The types of a schema with what their files need.</summary>
internal sealed record TypeUnit(EmitContext Context, EquatableArray<SbeType> Types);
